/**
 * JSON whose text depends on the content alone: keys in order of their code units, no blanks, fields without a value left out.
 * Two bodies that say the same give the same text, however they were written; who has a frozen report makes its digest of it.
 * @param value a value that JSON can hold
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields: Readonly<Record<string, unknown>> = { ...value };
  const keys = Object.keys(fields).filter((key) => fields[key] !== undefined).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(fields[key])}`).join(',')}}`;
}
