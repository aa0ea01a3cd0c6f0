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

/** Default routing: one rule a category, for all divisions and levels. A deployment adds more exact ones. */
export const routingRules: readonly RoutingRule[] = taxonomy.flatMap((first) => {
  const rule = (category: string, department: string | null): RoutingRule => ({ category, division: null, level: null, department: department ?? 'federation' });
  return [rule(first.code, first.department), ...first.second.map(([code, , , department]) => rule(`${first.code}.${code}`, department ?? first.department))];
});
const ruleOf = new Map(routingRules.map((rule) => [rule.category, rule]));

/**
 * The responsible unit at `level` on the path of a division: by the category's rule, or the level's federation when there
 * is no category, no rule, or no such department at that level.
 * @throws RangeError when the division is unknown or has no ancestor at that level
 */
export function route(input: { readonly categoryCode: string | null; readonly divisionCode: string; readonly level: Level }): Unit {
  const code = divisionPath(input.divisionCode).find((candidate) => lowestLevel(candidate) === input.level);
  if (code === undefined) throw new RangeError(`division ${input.divisionCode} has nothing at level ${input.level}`);
  const rule = input.categoryCode === null ? undefined : (ruleOf.get(input.categoryCode) ?? ruleOf.get(input.categoryCode.replace(/\..*$/, '')));
  const unit = unitOf(`${code}-${rule?.department ?? 'federation'}`) ?? unitOf(`${code}-federation`);
  if (unit === undefined) throw new Error(`division ${code} has no federation`);
  return unit;
}
