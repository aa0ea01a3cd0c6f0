import type { Widened } from './widened';
import type { zhRouting } from './zh-routing';

/** Texts of the routing rules and their dry run, in English. */
export const enRouting: Widened<typeof zhRouting> = {
  routing: {
    title: 'Routing rules', lead: 'Which department each category goes to. Changes made here are only tried on recent appeals; the rules in force stay as they are.', rules: 'Rules', column: { category: 'Category', division: 'Where', department: 'Goes to' }, everywhere: 'Everywhere', departmentOf: 'Where {{category}} goes', changed: '{{count}} changed', undo: 'Undo',
    own: 'A rule of one division\'s own', ownCategory: 'Category', ownDivision: 'Division code', ownDepartment: 'Goes to', add: 'Add', last: 'Try on how many of the newest', lastOption: '{{count}} appeals', run: 'Try',
    result: 'What would be', none: 'None of the newest {{looked}} would have gone elsewhere.', moved: '{{moved}} of the newest {{looked}} would have gone elsewhere.', flows: 'From where to where', flow: '{{from}} → {{to}}: {{count}}', items: 'The appeals', item: '{{from}} → {{to}}', truncated: 'The first {{count}} are listed.',
  },
};
