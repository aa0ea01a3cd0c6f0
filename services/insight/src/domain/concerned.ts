/** The lowest division that has all of these paths below it. @param paths each own first, the province last; at least one */
export function commonDivision(paths: readonly (readonly string[])[]): string {
  const [first = [], ...others] = paths;
  return first.find((code) => others.every((path) => path.includes(code))) ?? first.at(-1) ?? '';
}

/** Every division that these paths touch, each once. */
export function divisionsConcerned(paths: readonly (readonly string[])[]): string[] {
  return [...new Set(paths.flat())].sort();
}
