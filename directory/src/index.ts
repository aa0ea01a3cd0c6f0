import { categories } from './data/categories';
import { departments } from './data/departments';
import { policyPresets } from './data/policy-presets';
import { calendar } from './calendar';
import { industries, industryOf } from './industries';
import { currentCode, divisionOf, divisionPath, divisions } from './divisions';
import { federationOf, lowestLevel, route, routing, routingRules, unitOf, units } from './units';

const categoryByCode = new Map(categories.map((category) => [category.code, category]));

/** Divisions, units, categories, routes, calendar and policy presets: data that a deployment can replace, loaded once. */
export const directory = {
  divisions,
  division: divisionOf,
  divisionPath,
  currentCode,
  units,
  unit: unitOf,
  federationOf,
  lowestLevel,
  route,
  routingRules,
  /** The routing of another set of rules. */
  routing,
  departments,
  categories,
  category: (code: string) => categoryByCode.get(code),
  industries,
  industry: industryOf,
  calendar,
  policyPresets,
  /** The newest of a name, unless a version is asked for. */
  policyPreset: (name: string, version?: number) => policyPresets.filter((preset) => preset.name === name && (version === undefined || preset.version === version)).at(-1),
} as const;
export type Directory = typeof directory;

export { industrySource } from './data/industries';
export { enterpriseKey, nameWithoutPlaces } from './enterprise-names';
export { taxonomy } from './data/categories';
export { AmbiguousPolicyError, choosePolicy, type PolicyChoice, type PolicyQuestion } from './policies';
export { matchDivisions, type DivisionMatch } from './match-divisions';
export { generateAppeal, type SampleAppeal } from './sample-appeals';
