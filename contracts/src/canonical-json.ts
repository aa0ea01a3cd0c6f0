/**
 * JSON whose text depends on the content alone: keys in order of their code units, no blanks, fields without a value left out.
 * Two bodies that say the same give the same text, however they were written; who has a frozen report makes its digest of it.
 * @param value a value that JSON can hold
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  let fields = '';
  for (const key of Object.keys(value).sort()) {
    const field: unknown = Reflect.get(value, key);
    if (field !== undefined) fields += `${fields === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(field)}`;
  }
  return `{${fields}}`;
}
