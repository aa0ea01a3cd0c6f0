import type { Widened } from './widened';
import type { zhPalette } from './zh-palette';

/** Texts of the palette, in English. */
export const enPalette: Widened<typeof zhPalette> = {
  palette: {
    label: 'Page, number, title or enterprise', found: 'Pages, cases and settings found', setting: 'Setting', none: 'Nothing found. Cases are found by number, or by words of the title or the appellant.', all: 'All {{count}} cases', hint: '↑ ↓ to choose, Enter to open, Esc to close',
  },
  found: { title: 'Found for “{{words}}”', lead: 'What is due last comes first, closed cases included.', empty: 'No case was found.', emptyHint: 'Cases are found by the beginning of a number, or by words of the title or the appellant, among those that you may see.' },
};
