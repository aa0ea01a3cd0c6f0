import { divisions } from './divisions';

/** 有限责任公司 and 有限公司 are one form of company, said twice. */
const sameForms: readonly (readonly [RegExp, string])[] = [[/有限责任公司/gu, '有限公司'], [/股份有限公司/gu, '股份公司']];
const provinceCode = '370000';

/** `济南市`, `历下区`, `山东省` → what is left of them where a name drops the last character; the longest first. */
const placeStems: readonly (readonly [full: string, stem: string])[] = divisions
  .map(({ code, name: { zh } }) => [zh, code === provinceCode ? zh.replace(/省$/u, '') : zh.replace(/(市|区|县)$/u, '')] as const)
  .filter(([full, stem]) => stem !== full && stem.length >= 2)
  .sort(([one], [other]) => other.length - one.length);

/**
 * An enterprise's name as it is compared: full and half width, spaces, signs, `有限责任公司` for `有限公司` and the 市, 区 or 县
 * of the places in front of it make no difference (`济南市历下区某某有限责任公司` and `济南历下某某有限公司`). Different places do.
 * @returns `''` for a name without letters
 */
export function enterpriseKey(name: string): string {
  const plain = name.normalize('NFKC').toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  const [places, rest] = leadingPlaces(sameForms.reduce((left, [form, same]) => left.replace(form, same), plain));
  return `${places}${rest}`;
}

/** A name without the places in front of it, for looking it up by what it is called: `某某有限公司`. */
export function nameWithoutPlaces(name: string): string {
  return leadingPlaces(name.normalize('NFKC').replaceAll(/[^\p{L}\p{N}]/gu, ''))[1];
}

function leadingPlaces(name: string): readonly [places: string, rest: string] {
  let [places, rest] = ['', name];
  for (let again = true; again; ) {
    const found = placeStems.find(([, stem]) => rest.startsWith(stem));
    again = found !== undefined;
    if (found === undefined) continue;
    const [full, stem] = found;
    places += stem;
    rest = rest.slice(rest.startsWith(full) ? full.length : stem.length);
  }
  return [places, rest];
}
