import type { zhRecords } from './zh-records';
import type { Widened } from './widened';

/** Texts of the officers' records, in English. */
export const enRecords: Widened<typeof zhRecords> = {
  records: {
    title: 'Visits and symposia', lead: 'Visits, symposia, questionnaires, social-opinion briefs; one record may raise many appeals and stays linked to them.', list: 'Records', none: 'There is no such record.', noneHint: 'Choose another filter, or make one.', make: 'New record', submit: 'Save as draft', made: 'The draft is saved', change: 'Edit', amend: 'Amend', save: 'Save', saved: 'Saved', back: 'Back to visits and symposia',
    kind: 'Kind', kindAny: 'Any kind', search: 'Words of the title or the minutes', find: 'Find', whose: 'Whose', whoseAny: 'All that I may see', mine: 'Mine, drafts too', column: { title: 'Record', kind: 'Kind', date: 'Day', place: 'Place', author: 'By', state: 'State' }, state: { draft: 'Draft', finished: 'Finished' }, closedDoor: 'Closed door',
    name: 'Title', date: 'Day', divisionCode: 'Division code (empty outside the province)', place: 'Place', closedDoorField: 'Behind closed doors (remarks off the record are kept apart)', host: 'Host (name, body, post)', participants: 'People (one a line: name, body, post)', enterprises: 'Enterprises (one a line: credit code or name)', summary: 'Minutes', remarks: 'Remarks on the record', reason: 'Why it is amended',
    finish: 'Finish the record', finishHint: 'Appeals are raised from a finished record; later changes need a reason.', finished: 'The record is finished', facts: 'Facts', people: 'People', noPeople: 'none given', enterprisesTitle: 'Enterprises', unregistered: 'not in the register', by: 'by {{name}}, updated {{when}}', historyTitle: 'Amendments', historyLine: 'version {{version}}, {{name}}, {{when}}: {{reason}}',
    appeals: 'Appeals raised from it', noAppeals: 'No appeal was raised from it yet.', raise: 'Raise an appeal', raiseHint: 'Finish the record first, then raise appeals.', raised: 'The appeal is received: {{number}}', raiseSubmit: 'Send', appealTitle: 'Title of the appeal', content: 'What it is about', appellant: 'Enterprise', creditCode: 'Unified social credit code (if known)', contact: 'Contact', phone: 'Telephone', confidential: 'Confidential', another: 'Go on with the next one after sending', raisedBy: 'raised by {{name}}, {{when}}',
    offRecord: 'Off the record', offRecordHint: 'Kept apart and part of no export; every reading is written down with who and when.', read: 'Read, and be written down', noRemarks: 'Nothing was said off the record.', add: 'Keep a remark', remark: 'What was said (nobody is named)', addSubmit: 'Keep it', added: 'Kept', readings: 'Readings', reading: '{{name}}, {{when}}',
  },
};
