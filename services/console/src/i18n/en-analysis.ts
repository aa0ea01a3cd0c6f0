import type { Widened } from './widened';
import type { zhAnalysis } from './zh-analysis';

/** Texts of the analysis, in English. */
export const enAnalysis: Widened<typeof zhAnalysis> = {
  analysis: {
    title: 'Analysis', scope: 'Scope', from: 'From', to: 'To', show: 'Show', place: 'Division', category: 'Category', channel: 'Channel', level: 'Level', state: 'State of the case', issue: 'Common issue', ending: 'Outcome', any: 'All', clear: 'Clear the filters', open: 'Open', outcome: { answered: 'Answered', withdrawn: 'Withdrawn', merged: 'Merged' },
    totals: 'Totals', appeals: 'Appeals', enterprises: 'Enterprises', files: 'Export', lead: 'A name or a part of a chart narrows everything down to it, once more takes that back; a number opens its appeals. Confidential appeals are in none.', empty: 'There are no appeals in this scope.', emptyHint: 'Widen the period, the division or the category.',
    trend: { day: 'By day', week: 'By week', month: 'By month' }, begins: 'First day', count: 'Appeals', most: 'at most {{count}}', places: 'Divisions', map: 'The sixteen cities', wider: 'Back to the level above', categories: 'Categories', channels: 'Channels', flow: 'Channel → level → outcome', flowFrom: 'From', flowTo: 'To', calendar: 'Calendar', day: 'Day', calendarCut: 'The drawing has the latest 53 weeks; the table has every day.',
    views: 'Saved views', viewName: 'Name of the view', viewShared: 'Share with my office', viewSave: 'Save this question', viewSaved: 'Saved as “{{name}}”', viewRemove: 'Remove', viewBy: 'shared by {{name}}',
    mail: {
      title: 'Scheduled mail ({{count}})', lead: 'A saved view leaves by mail at set times, with the figures that your role and jurisdiction give at that time: figures only, no appellant and no text. A day off moves to the next working day, when offices open.', list: 'Scheduled mail', separator: ', ', order: 'Order', ordered: 'Ordered “{{name}}”', noView: 'Save a view above first.',
      off: 'This deployment sends no mail of the analysis. An administrator sets SMTP_URL, MAIL_FROM and ANALYSIS_MAIL_DOMAINS (domains of recipients, with commas).',
      view: 'View', every: 'How often', on: 'On', rhythm: { week: 'Every week', month: 'Every month', quarter: 'First working day of each quarter' }, everyWeek: 'every {{day}}', everyMonth: 'every month on day {{day}}', everyQuarter: 'on the first working day of each quarter', language: 'Language of the mail', in: { 'zh-CN': 'Chinese', en: 'English' }, to: 'Addresses (one a line, of {{domains}} only)',
      state: { running: 'Running', paused: 'Paused', stopped: 'Stopped' }, next: 'Next', uncovered: 'The calendar does not cover {{day}} yet; the next time is known when its year is loaded', pause: 'Pause', resume: 'Resume', test: 'Send a test', testTo: 'Test to', tested: 'A test went to {{address}}',
      why: { moved: 'Your role or jurisdiction has changed; resuming takes the present one', unseen: 'You have not opened the analysis for 100 days: nobody knows your present role', viewGone: 'The view is gone', question: 'The view can no longer be asked', domains: 'A recipient\'s domain is no longer allowed', removed: 'The order was removed', paused: 'Paused', stopped: 'Stopped', error: 'The figures could not be made' },
      sendings: 'Sent ({{count}})', sendingsCut: 'the latest {{count}}', sending: { waiting: 'Waiting', sent: 'Sent', failed: 'Not to everybody' }, delivery: { waiting: 'waiting', sending: 'being sent', sent: 'sent', failed: 'not sent', uncertain: 'perhaps sent, not sent again' },
    },
    below: 'Below {{name}} ({{count}})', narrow: 'Only {{name}}', widen: 'No longer only {{name}}', asTable: '{{title}}: as a table',
  },
};
