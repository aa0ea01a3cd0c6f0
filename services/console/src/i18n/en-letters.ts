import type { Widened } from './widened';
import type { zhLetters } from './zh-letters';

/** Texts of mending a dead letter, in English. */
export const enLetters: Widened<typeof zhLetters> = {
  mending: {
    title: 'Mend and put back', open: 'Mend', text: 'The record (JSON)', textHint: 'Change only what is wrong. A number shown as **** may stay as it is: it goes back as it was. To change one, write it in full.', reason: 'Why it is changed', reasonHint: 'For example: wrong version, put right by the specification', submit: 'Check and put back', done: 'The mended record is back on its topic; the original is kept', mended: 'Mended and put back', shownMended: 'Show what was put back',
  },
};
