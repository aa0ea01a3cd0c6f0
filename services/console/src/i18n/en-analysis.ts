import type { Widened } from './widened';
import type { zhAnalysis } from './zh-analysis';

/** Texts of the analysis, in English. */
export const enAnalysis: Widened<typeof zhAnalysis> = {
  analysis: {
    title: 'Analysis', scope: 'Scope', from: 'From', to: 'To', show: 'Show', place: 'Division', category: 'Category', channel: 'Channel', level: 'Level', state: 'State of the case', issue: 'Common issue', ending: 'Outcome', any: 'All', clear: 'Clear the filters', open: 'Open', outcome: { answered: 'Answered', withdrawn: 'Withdrawn', merged: 'Merged' },
    totals: 'Totals', appeals: 'Appeals', enterprises: 'Enterprises', files: 'Export', lead: 'A name or a part of a chart narrows everything down to it, once more takes that back; a number opens its appeals. Confidential appeals are in none.', empty: 'There are no appeals in this scope.', emptyHint: 'Widen the period, the division or the category.',
    trend: { day: 'By day', week: 'By week', month: 'By month' }, begins: 'First day', count: 'Appeals', most: 'at most {{count}}', places: 'Divisions', map: 'The sixteen cities', wider: 'Back to the level above', categories: 'Categories', channels: 'Channels', flow: 'Channel → level → outcome', flowFrom: 'From', flowTo: 'To', calendar: 'Calendar', day: 'Day', calendarCut: 'The drawing has the latest 53 weeks; the table has every day.',
    views: 'Saved views', viewName: 'Name of the view', viewShared: 'Share with my office', viewSave: 'Save this question', viewSaved: 'Saved as “{{name}}”', viewRemove: 'Remove', viewBy: 'shared by {{name}}',
    below: 'Below {{name}} ({{count}})', narrow: 'Only {{name}}', widen: 'No longer only {{name}}', asTable: '{{title}}: as a table',
  },
};
