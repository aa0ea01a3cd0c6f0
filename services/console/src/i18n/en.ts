import { enCase } from './en-case';
import { enPublic } from './en-public';
import { enSupervision } from './en-supervision';
import { enWords } from './en-words';
import type { Texts } from './zh';

/** The texts that every page may need, in English. */
export const en: Texts = {
  product: { name: 'Suqiao', full: 'Suqiao 诉桥', tagline: 'An enterprise\'s appeal, from first word to answer' },
  shell: {
    skip: 'Skip to content', navigation: 'Main', board: 'Board', inbox: 'Inbox', orders: 'Orders', rates: 'Rates', commonIssues: 'Common issues', consultations: 'Consultations', analysis: 'Analysis', reports: 'Special reports', watch: 'Watch lists', digest: 'Digest', handOvers: 'Hand-over', imports: 'Import', records: 'Visits', duplicates: 'Duplicates', enterprises: 'Enterprises', channels: 'Channels', deadLetters: 'Dead letters', routing: 'Routing rules', audit: 'Audit', units: 'Directory', presets: 'Time rules', calendars: 'Calendars', health: 'Health', models: 'Sorting models',
    group: { handling: 'Handling', supervising: 'Supervision', solving: 'Solving', visiting: 'Visiting', administering: 'Administration' }, palette: 'Find pages and cases',
    signIn: 'Sign in', signOut: 'Sign out', signingIn: 'Signing in…', loading: 'Loading…', retry: 'Try again',
    language: 'Switch to Chinese 中文', theme: { system: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' },
    account: '{{name}}, {{role}}, {{place}}', back: 'Back to the list', home: 'Back to the start',
    notFound: 'There is no such page', notFoundHint: 'The address may be mistyped, or the page has moved.', forbidden: 'Your role may not open this page',
    expired: 'Your session has expired. Please sign in again.', signInFailed: 'Signing in did not finish', signInFailedHint: 'Try again; if it still fails, ask your administrator.',
    settingsFailed: 'The sign-in settings could not be fetched', settingsFailedHint: 'The service may be starting. Try again in a moment.',
    crashed: 'The page failed', crashedHint: 'Open the page again; saved drafts are kept.', reload: 'Open again',
  },
  landing: {
    lead: 'Suqiao carries the appeals of private enterprises from any channel to the unit that must answer, across county, city and province. Whose turn it is, when it is due and who is late can be seen at a glance.',
    stepsTitle: 'The way of an appeal', steps: {
      received: { title: 'Intake', text: 'Visits, symposia, hotlines, platforms: every appeal pushed by a channel has a number and can be followed.' },
      sorted: { title: 'Sorting', text: 'Category, jurisdiction and urgency, each with its reason; what is unsure goes to a person.' },
      dispatched: { title: 'Dispatch', text: 'To the lowest level that can answer; what is not answered in time rises: county, city, province.' },
      supervised: { title: 'Supervision', text: 'Yellow is due soon, red is overdue; who ran late stays on the record.' },
    },
    forWhom: 'For the staff of the federations and the competent departments', enterprises: 'For enterprises',
  },
  ...enWords,
  time: {
    left: '{{span}} left', late: '{{span}} late', took: 'took {{span}}', soFar: '{{span}} so far', closedOn: 'Closed {{when}}', suspendedUntil: 'Suspended to {{when}}', none: '—',
    day: ' d', hour: ' h', minute: ' min', second: ' s', provisional: 'provisional', provisionalHint: 'The date lies beyond the loaded working calendar and is computed again once the year is loaded.',
  },
  live: { live: 'Live', connecting: 'Connecting', reconnecting: 'Reconnecting', hint: 'The page follows every change by itself' },
  board: {
    title: 'Supervision board', figures: 'Overview', at: 'As of {{when}}', byLevel: 'By level', byDivision: 'By division', list: 'Lists',
    figure: { open: 'Open', notAccepted: 'Not accepted', dueSoon: 'Due soon (yellow)', overdue: 'Overdue (red)', unsure: 'To be sorted', answered: 'Answered', closed: 'Closed' },
    tab: { overdue: 'Overdue', dueSoon: 'Due soon', open: 'All open', notAccepted: 'Not accepted', unsure: 'To be sorted', answered: 'Answered', closed: 'Closed' },
    bar: '{{open}} open, {{overdue}} overdue, {{dueSoon}} due soon', clear: 'Clear filters', legendOther: 'Other open', place: 'Division', directly: '{{place}} itself', directlyHere: 'The division itself', noneBelow: 'There is no division below.',
    caption: 'Appeals: {{filter}}', nothingOpen: 'No open appeals here.',
    empty: {
      overdue: 'No appeal is overdue.', dueSoon: 'No appeal is due soon.', open: 'No appeal is open. What the channels push will appear here by itself.', other: 'No appeal matches.', hint: 'Choose another list, or clear the division and level filters.',
    },
  },
  list: {
    light: 'Light', trackingNumber: 'Number', title: 'Appeal', division: 'Jurisdiction', level: 'Level', unit: 'Whose turn', category: 'Category', due: 'Due date', left: 'Time left', state: 'State',
    shown: '{{shown}} of {{total}} shown', more: 'Load more', tooLong: 'A list this long is not updated by itself', refresh: 'Update now', unsure: 'To be sorted', uncategorized: 'No category',
  },
  inbox: {
    title: 'Inbox', lead: 'What is due first stands on top.', tabs: 'Lists', tab: { waiting: 'To accept', returned: 'Returned', working: 'In hand', joint: 'Joint parts', approval: 'To approve', suspended: 'Suspended', answered: 'Answered', followUp: 'To call back', unsure: 'To be sorted', all: 'All open' },
    caption: 'Inbox: {{filter}}', empty: { waiting: 'Nothing waits for acceptance.', returned: 'Nothing returned waits for a transfer.', working: 'Nothing is in hand.', joint: 'No joint part waits for your unit.', approval: 'No request waits for your approval.', suspended: 'Nothing is suspended.', followUp: 'Nobody waits to be called back.', answered: 'No answer waits to be closed.', unsure: 'Nothing waits to be sorted.', all: 'Nothing is open.', hint: 'New appeals will appear here by themselves.' },
  },
  ...enCase,
  ...enSupervision,
  public: enPublic,
  deadLetters: {
    title: 'Dead letters', lead: 'Records that a consumer could not take. Once the cause is known, each can be put back on its topic, once.', topic: 'Topic', place: 'Partition {{partition}} · offset {{offset}}', consumer: 'Consumer', reason: 'Reason', at: 'Put aside', attempts: 'attempts: {{times}}', show: 'Show content', hide: 'Hide content', replay: 'Replay', replayed: 'Replayed {{when}}', confirm: 'Put this record back at the end of its topic? This works once.', yes: 'Replay', no: 'Cancel', done: 'Put back on its topic', empty: 'There are no dead letters.', emptyHint: 'Every record was taken.',
    caption: 'Dead letters', key: 'Key', emptyValue: '(empty record)',
  },
  problem: { unreachable: 'The service cannot be reached', unreachableHint: 'Check the network; it is tried again by itself.', unexpected: 'The service\'s reply was not understood', unexpectedHint: 'The console and the service may differ in version. Reload the page.', field: '{{where}}: {{detail}}' },
};
