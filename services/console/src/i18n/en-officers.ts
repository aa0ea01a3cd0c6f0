import type { zhOfficers } from './zh-officers';
import type { Widened } from './widened';

/** Texts of officers' pages, in English. */
export const enOfficers: Widened<typeof zhOfficers> = {
  recordKind: { visit: 'Visit', symposium: 'Symposium', questionnaire: 'Questionnaire', 'opinion-brief': 'Social-opinion brief' },
  importField: { number: 'Number', title: 'Title', content: 'Content', occurredAt: 'Occurred at', appellantName: 'Appellant', creditCode: 'Credit code', contact: 'Contact', phone: 'Phone', divisionCode: 'Division', categoryCode: 'Category', confidential: 'Confidential' },
  imports: {
    title: 'File import', lead: 'Preview first, then import; wrong rows can be downloaded, mended and uploaded again.', upload: 'Upload a file', channel: 'Source', file: 'File (XLSX or CSV)', send: 'Upload and check', reading: 'Reading…', hint: 'At most 20 MB and 100,000 rows; CSV in UTF-8 or GB18030. The same file twice adds nothing.', template: 'Template ({{format}})', list: 'My imports', none: 'No file was imported yet.', noneHint: 'Download the template, fill it in, and upload it above.',
    column: { file: 'File', channel: 'Source', rows: 'Rows', imported: 'Appeals', wrong: 'Wrong', state: 'State', uploaded: 'Uploaded' }, state: { checking: 'Checking', ready: 'Ready', importing: 'Importing', finished: 'Finished' },
    back: 'Back to file import', encoding: 'encoding {{encoding}}', sheet: 'sheet {{sheet}}', otherSheets: 'sheets not read: {{sheets}}', sameFile: 'This file was uploaded before: its rows are there already.', earlier: 'See the earlier one', figures: 'Import', figure: { rows: 'Rows', good: 'Good', bad: 'Wrong', same: 'Same as before', imported: 'Appeals', refused: 'Refused' },
    commit: 'Import {{count}} rows', committed: 'The import has begun', missing: 'Still missing: {{fields}}. Say below which column it is.', mend: 'Download {{count}} wrong rows ({{format}})', mapping: 'Columns', unreadColumns: 'These columns are not read: {{columns}}', unread: 'Not read', unnamed: 'Column {{number}}', twice: 'One thing cannot be two columns (but content).', checkAgain: 'Check again', removed: 'The import ended a while ago: its rows were removed, the figures stay.',
    preview: 'Preview', show: { wrong: 'Wrong rows', all: 'All rows' }, noRows: 'No such rows.', rowsOf: 'Rows of {{file}}', row: 'Row', kind: { unchecked: 'Unchecked', good: 'Good', bad: 'Wrong', same: 'Repeated', added: 'Imported', present: 'There before', refused: 'Refused' }, sameAs: 'same as row {{row}}',
  },
};
