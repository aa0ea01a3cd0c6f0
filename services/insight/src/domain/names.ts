/**
 * What things with a name of their own end in: estates, schools, firms, roads, parks. Divisions are not among them: a matter may
 * be the same in nine cities.
 */
const kinds = '小区|家园|花园|公寓|公园|社区|新村|广场|大道|学院|大学|学校|中学|小学|幼儿园|医院|公司|集团|市场|大厦|产业园|工业园|科技园|物流园|开发区|商贸城|安置房|[路街城苑府园村湾湖桥站馆庭院居郡墅轩厂店]';
const named = new RegExp(kinds, 'gu');
/** A name is known by the end of what stands before its kind: where it begins nobody can tell. */
const charactersBefore = 2;

/** Ends of the names in a text, `青青家园` of 天顶街道青青家园; also of words that only look like names, which are frequent. */
export function namesIn(runs: readonly string[]): Set<string> {
  const names = new Set<string>();
  for (const run of runs) {
    for (const { 0: kind, index } of run.matchAll(named)) if (index >= charactersBefore) names.add(run.slice(index - charactersBefore, index + kind.length));
  }
  return names;
}
