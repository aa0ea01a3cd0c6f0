import type { Division, Level, RoutingRule, Unit } from '@suqiao/contracts';
import { departments } from './data/departments';
import { taxonomy } from './data/categories';
import { divisionOf, divisionPath, divisions } from './divisions';

/** A zone 开发区 stands beside the counties of its city: its own committee answers, and its appeals rise to the city. */
const levelOfKind: Readonly<Record<Division['kind'], Level>> = { province: 'province', city: 'city', county: 'county', zone: 'county' };

/**
 * The lowest level that can answer for a division.
 * @throws RangeError when the code is unknown
 */
export function lowestLevel(divisionCode: string): Level {
  const division = divisionOf(divisionCode);
  if (division === undefined) throw new RangeError(`no division has the code ${divisionCode}`);
  return levelOfKind[division.kind];
}

function unitsOf(division: Division): Unit[] {
  const level = levelOfKind[division.kind];
  const prefix = division.kind === 'province' ? '山东省' : division.name.zh;
  const unit = (department: string, kind: Unit['kind'], zh: string, en: string): Unit => ({
    unitId: `${division.code}-${department}`, name: { zh: `${prefix}${zh}`, en: `${division.name.en} ${en}` }, kind, department, level, divisionCode: division.code,
  });
  if (division.kind === 'zone') return [unit('federation', 'federation', '管理委员会（企业服务）', 'Administrative Committee (enterprise service)')];
  const competent = departments.filter((department) => department.levels.includes(level)).map((department) => {
    const name = level === 'province' ? department.provincial : department.local;
    return unit(department.code, 'department', name.zh, name.en);
  });
  return [unit('federation', 'federation', '工商业联合会', 'Federation of Industry and Commerce'), ...competent];
}

/** Every unit of every division: federations first within each. */
export const units: readonly Unit[] = divisions.flatMap(unitsOf);
const byId = new Map(units.map((unit) => [unit.unitId, unit]));

/** The unit with this id, or `undefined`. */
export function unitOf(unitId: string): Unit | undefined {
  return byId.get(unitId);
}

/**
 * The federation of a division; of a zone, its committee.
 * @throws RangeError when the division is unknown
 */
export function federationOf(divisionCode: string): Unit {
  const unit = unitOf(`${divisionCode}-federation`);
  if (unit === undefined) throw new RangeError(`division ${divisionCode} has no federation`);
  return unit;
}

/** Default routing: one rule a category, for all divisions and levels. A deployment adds more exact ones. */
export const routingRules: readonly RoutingRule[] = taxonomy.flatMap((first) => {
  const rule = (category: string, department: string | null): RoutingRule => ({ category, division: null, level: null, department: department ?? 'federation' });
  return [rule(first.code, first.department), ...first.second.map(([code, , , department]) => rule(`${first.code}.${code}`, department ?? first.department))];
});

/**
 * Makes the routing of a set of rules: the responsible unit at a level on the path of a division, or that level's
 * federation when there is no category, no rule, or no such department at that level. The most exact rule decides: the
 * second-level category before the first, the nearer division before the farther and both before any, a level before none.
 */
export function routing(rules: readonly RoutingRule[]): (input: { readonly categoryCode: string | null; readonly divisionCode: string; readonly level: Level }) => Unit {
  const byCategory = Map.groupBy(rules, (rule) => rule.category);
  return ({ categoryCode, divisionCode, level }) => {
    const path = divisionPath(divisionCode);
    const code = path.find((candidate) => lowestLevel(candidate) === level);
    if (code === undefined) throw new RangeError(`division ${divisionCode} has nothing at level ${level}`);
    const categories = categoryCode === null ? [] : [categoryCode, categoryCode.replace(/\..*$/, '')];
    const distance = (rule: RoutingRule) => (rule.division === null ? path.length : path.indexOf(rule.division));
    const rule = categories
      .map((category) => (byCategory.get(category) ?? [])
        .filter((candidate) => (candidate.level === null || candidate.level === level) && distance(candidate) >= 0)
        .sort((a, b) => distance(a) - distance(b) || Number(a.level === null) - Number(b.level === null))[0])
      .find((found) => found !== undefined);
    return unitOf(`${code}-${rule?.department ?? 'federation'}`) ?? federationOf(code);
  };
}

/**
 * Routing by the default rules.
 * @throws RangeError when the division is unknown or has no ancestor at that level
 */
export const route = routing(routingRules);
