const mostCharacters = 24;

/**
 * A name that says nothing which only confidential appeals say: it must stand in a title that everybody may read.
 * @param name made from the words of all appeals of the group
 * @param titles of those that are not confidential, the newest first
 * @returns the name; else the newest title, cut; empty where there is none
 */
export function openName(name: string, titles: readonly string[]): string {
  if (name !== '' && titles.some((title) => title.includes(name))) return name;
  return [...(titles[0] ?? '')].slice(0, mostCharacters).join('');
}
