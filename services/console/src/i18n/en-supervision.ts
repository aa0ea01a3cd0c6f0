import type { zhSupervision } from './zh-supervision';
import type { Widened } from './widened';

/** Texts of supervision's pages, in English. */
export const enSupervision: Widened<typeof zhSupervision> = {
  orderState: { issued: 'To receive', received: 'In hand', answered: 'Answered', closed: 'Closed', revoked: 'Revoked' },
  orderCommand: { receive: 'Receive', feedback: 'Give feedback', returnFeedback: 'Return the feedback', close: 'Close', revoke: 'Revoke' },
  orderTransition: { issued: 'Issued', received: 'Received', feedbackGiven: 'Feedback given', feedbackReturned: 'Feedback returned', closed: 'Closed', overdue: 'Overdue', revoked: 'Revoked', recalculated: 'Due date recalculated' },
  orderCause: { person: 'By a supervisor', overdue: 'By rule: overdue', dissatisfiedAfterRedo: 'By rule: dissatisfied after a redo' },
  reminderCause: { acceptanceOverdue: 'Acceptance overdue', replyOverdue: 'First reply overdue', dueSoon: 'Due soon', overdue: 'Overdue', jointOverdue: 'Joint part overdue', person: 'By a person' },
  dropReason: { accepted: 'accepted meanwhile', answered: 'answered meanwhile', closed: 'closed meanwhile', suspended: 'suspended meanwhile', movedOn: 'another unit\'s turn', jointEnded: 'the joint part ended', notDue: 'the date has moved', overtaken: 'overdue by now, reminded of that' },
  rate: { response: 'Response rate', solution: 'Solution rate', satisfaction: 'Satisfaction rate' },
  ratePart: { numerator: 'Numerator', denominator: 'Denominator', excluded: 'Excluded' },
  orders: {
    title: 'Supervision orders', lead: 'What is due first stands on top.', filters: 'Filters', tab: { all: 'All', overdue: 'Overdue', issued: 'To receive', received: 'In hand', answered: 'Answered, to close', closed: 'Closed', revoked: 'Revoked' }, level: 'Issuing level', anyLevel: 'Any level',
    caption: 'Supervision orders: {{filter}}', number: 'Number', about: 'Matter', unit: 'Ordered unit', issuedBy: 'Issued by', due: 'Due date', state: 'State', empty: 'There is no such order.', emptyHint: 'Orders are issued from the page of an appeal, and by rule.', overdue: 'Overdue',
    issue: 'Issue an order', issued: '{{number}} issued', subject: 'Title (the appeal\'s unless given)', demand: 'What is demanded', within: 'Answer within working days (as set up unless given)', to: 'To {{unit}}', submit: 'Issue',
    facts: 'The order', case: 'Appeal', appellant: 'Appellant', cause: 'Why it was issued', because: 'Rule', issuedAt: 'Issued', receivedAt: 'Received', feedback: 'Feedback', noFeedback: 'There is no feedback yet.', timeline: 'The whole course', print: 'Print', commands: 'Handle the order',
    feedbackText: 'Feedback', returnReason: 'What the feedback lacks', closeNote: 'Note (optional)', revokeReason: 'Why it is revoked', confirm: 'Confirm: {{command}}', done: 'Done: {{command}}', back: 'Back to the orders', lateSince: 'Late since {{when}}',
  },
  reminders: {
    title: 'Reminders', ask: 'Remind', to: 'Reminds {{unit}}', text: 'Text (the usual one unless given)', submit: 'Remind', asked: 'Reminder recorded', none: 'Nobody was reminded.', sent: 'Sent {{when}}', waits: 'Goes out in office hours: {{when}}', dropped: 'Never sent: {{why}}', reads: 'Read by {{who}}', unread: 'Not read yet',
    inbox: 'Reminders received', inboxCount: '{{total}} unread', read: 'Mark as read', readDone: 'Marked as read', supervise: 'Supervision', ordersOf: 'Orders', noOrders: 'There is no order.',
  },
  rates: {
    title: 'The three rates', final: 'Final', running: 'The day is not over: figures still move', scope: 'Scope', by: 'A row is a', dimension: { unit: 'Unit', level: 'Level', division: 'Division', category: 'Category', channel: 'Channel', period: 'Period' }, periodUnit: 'Length of a period', period: { day: 'Day', month: 'Month', quarter: 'Quarter' },
    division: 'Division', anyDivision: 'All divisions', level: 'Level', anyLevel: 'Any level', category: 'Category', anyCategory: 'All categories', channel: 'Channel', anyChannel: 'All channels', unit: 'Unit', anyUnit: 'Unit id (all unless given)', from: 'From', to: 'To', asOf: 'As of', show: 'Show', cases: 'Dispatched', total: 'Total', none: '–',
    table: 'The three rates by {{by}}', formulas: 'Formulas', version: 'Version {{version}}', countedOn: { dispatched: 'Placed in the period by day of dispatch', closed: 'Placed in the period by day of closure' }, source: 'Source', empty: 'There is no appeal in this scope.', emptyHint: 'Widen the period or the division.', truncated: 'There are more rows than are shown; the total counts all of them.',
    open: ' – {{row}}, {{rate}}, {{part}}: the appeals', behind: '{{row}} · {{rate}} · {{part}}', withheld: '{{amount}} more are confidential and not shown', back: 'Back to the rates', casesCaption: 'Appeals: {{what}}', excluded: '{{amount}} excluded', unitNow: 'Unit', dispatched: 'Dispatched', closed: 'Closed', result: 'Result',
  },
  bulk: {
    open: 'Bulk supervision', remind: 'Remind all', order: 'Issue an order on each', lead: 'For every appeal of the present list: preview, then run. The set is frozen with the preview and run once.', preview: 'Preview', count: '{{amount}} appeals, {{will}} of them will be done', truncated: 'The first 100 are listed.', run: 'Run {{will}}', wont: 'Left out', will: 'Will be done', expires: 'Preview valid until {{when}}',
    progress: '{{done}} done, {{waiting}} waiting, {{skipped}} moved on, {{refused}} left out', state: { previewed: 'Previewed', running: 'Running', finished: 'Finished' }, outcome: { done: 'Done', skipped: 'Moved on', refused: 'Refused' }, close: 'Close', action: 'What to do', demand: 'What is demanded', text: 'Text (the usual one unless given)', hidden: 'An appeal that you may not see', items: 'Appeals',
  },
  watch: {
    title: 'Watch lists', add: 'Watch', list: 'List', newName: 'Name of a new list', make: 'Make', note: 'Note (optional)', added: 'On the list {{name}}', none: 'There is no watch list yet.', noneHint: 'Make one, then add appeals from their pages.', empty: 'The list is empty.', remove: 'Remove', removed: 'Removed', made: 'List made', of: 'List of {{name}}', pick: 'Choose a list', caption: 'Watch list: {{name}}', submit: 'Add', lists: 'My lists', by: 'added by {{name}}',
  },
  digest: {
    title: 'Daily digest', before: 'Day before', after: 'Day after', day: 'Day', of: 'Whose digest', print: 'Print', figures: 'Figures of the digest', frozen: 'Made at 08:30 of the day, and the same ever since:', running: 'As things stand at', nextWorkingDay: 'next working day {{day}}', provisional: 'a day lies beyond the loaded calendar: provisional',
    section: { newlyOverdue: 'Newly overdue', dueToday: 'Due today', dueNextWorkingDay: 'Due next working day', notAccepted: 'Not accepted', awaitingApproval: 'Waiting for my approval', answeredYesterday: 'Answered', ordersDue: 'Supervision orders due' },
    hint: { newlyOverdue: 'Overdue since 08:30 of the working day before', dueToday: 'Due before the end of today', dueNextWorkingDay: 'Due after today, by the end of {{next}}', notAccepted: 'Dispatched, and no unit has accepted yet', awaitingApproval: 'Requests to extend, suspend or rise that you decide', answeredYesterday: 'Answered from {{from}} to yesterday', ordersDue: 'Past due, or due by the end of {{next}}' },
    none: 'None.', all: 'See all {{count}}', truncated: '(the first {{shown}} of {{count}} are listed here)', back: 'Back to the digest of {{day}}', listNow: 'The list is of now: what has changed since the digest is in it', listWider: 'A digest of an earlier version: the list is wider than its figure, {{count}} on {{day}}', listHint: 'Things have changed since the digest.',
  },
  handOvers: {
    title: 'Hand-over', lead: 'While you are away a deputy sees your watch lists, digests and unread reminders, and reminds and orders in your place; all of it is recorded as such.', make: 'Arrange a hand-over', absent: 'Who is away', deputy: 'Deputy', pickDeputy: 'Choose a deputy', noDeputy: 'Nobody can stand in yet: a deputy has opened Suqiao before, and their jurisdiction contains the absent person\'s.', from: 'From', until: 'Until (included)', reason: 'Reason', submit: 'Arrange', made: 'Hand-over arranged',
    list: 'Hand-overs', none: 'No hand-overs.', noneHint: 'Arrange a deputy here before a journey or a leave.', line: '{{deputy}} stands in for {{absent}}', madeBy: 'arranged by {{name}} on {{when}}', end: 'End now', ended: 'Ended', endedOn: 'ended early on {{when}}', running: 'Running', coming: 'To come', over: 'Over', truncated: 'Too many people: only some are listed.', moves: 'The deputy will see the absent person\'s watch lists, daily digests and unread reminders. Cases stay with their unit.',
  },
};
