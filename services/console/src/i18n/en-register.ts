import type { zhRegister } from './zh-register';
import type { Widened } from './widened';

/** Texts of proposed duplicates and of the register of enterprises, in English. */
export const enRegister: Widened<typeof zhRegister> = {
  duplicates: {
    title: 'Duplicates', lead: 'One appellant and one matter, come again by another channel or in other words. A person decides, and may take it back.', tabs: 'Lists', tab: { mergeable: 'May be merged', proposed: 'All undecided', merged: 'Merged', refused: 'Refused', undone: 'Merge undone' },
    empty: 'There is no such proposal.', emptyHint: 'Each new appeal is compared; what may be a duplicate appears here.', kind: { exact: 'the same', near: 'alike' }, alike: '{{share}} alike', earlier: 'The earlier', later: 'The later', pair: '{{earlier}} and {{later}}',
    received: 'received {{when}} by {{channel}}', confidential: 'Confidential', open: 'Open the appeal', mergedInto: 'merged into {{number}}', waits: 'The earlier one is closed, or the later one\'s state allows no merge now.', decided: '{{name}}, {{when}}', byRule: 'by a rule', refusal: 'Reason: {{reason}}',
    merge: 'Merge', mergeTitle: 'Merge the later into the earlier', mergeHint: '{{later}} goes into {{earlier}}: it is handled and answered with it, and both channels are told. It can be undone.', refuse: 'Two matters', refuseTitle: 'They are two matters', refuseHint: 'This pair is not proposed again.', unmerge: 'Undo the merge', unmergeTitle: 'Undo the merge', unmergeHint: 'The later one goes back to the unit that had it, under the due date that it had.', reason: 'Reason', done: 'Done',
  },
  enterprises: {
    title: 'Enterprises', lead: 'Those that appeals name and those that federations have entered, by unified social credit code.', list: 'Enterprises', none: 'There is no such enterprise.', noneHint: 'Try another beginning of its name, or enter it.', search: 'Beginning of a name or of a credit code', find: 'Find', only: 'Which', scope: { all: 'All', provisional: 'To confirm', confirmed: 'Confirmed' }, sizeAny: 'Any size', size: { large: 'Large', medium: 'Medium', small: 'Small', micro: 'Micro' }, sizeLabel: 'Size',
    column: { name: 'Enterprise', division: 'Division', industry: 'Industry', size: 'Size', state: 'State' }, provisional: 'To confirm', confirmed: 'Confirmed', provisionalHint: 'Named by an appeal; nobody has confirmed it yet.', enter: 'Enter an enterprise', entered: 'Entered', change: 'Change', confirm: 'Confirm', saved: 'Saved', save: 'Save', submit: 'Enter', back: 'Back to enterprises', unknown: 'not known',
    creditCode: 'Unified social credit code', name: 'Name', formerNames: 'Former names (one a line)', division: 'Division code', address: 'Address', industry: 'Industry code (GB/T 4754, such as C34)', private: 'Private', privateAny: 'Not known', yes: 'Yes', no: 'No', chambers: 'Chambers (one a line)', badCode: 'Not a unified social credit code (18 characters with a right check character)', fields: 'Entry', figures: 'At a glance',
    appeals: 'Appeals', figure: { total: 'Appeals', open: 'Open', answered: 'Answered', records: 'Visits and symposia' }, noAppeals: 'No appeal that you may see.', due: 'due {{when}}', answer: 'Answer: {{text}}', history: 'Changes', changed: 'version {{version}}, {{when}}, {{name}}', byAppeal: 'by an appeal', early: { received: 'Received', classified: 'Sorted' },
  },
};
