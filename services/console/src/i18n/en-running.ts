import type { Widened } from './widened';
import type { zhRunning } from './zh-running';

/** Texts of the pages by which the system is run, in English. */
export const enRunning: Widened<typeof zhRunning> = {
  health: {
    title: 'Health', lead: 'Each part is asked every 15 seconds; what does not work stands first, with what to do.', again: 'Ask now', asked: 'asked', troubled: 'To be seen to', since: 'since', go: 'Go there',
    whole: { working: 'Everything works', slow: '{{count}} slow or waiting for somebody', down: '{{count}} not working' },
    state: { working: 'Works', slow: 'Look', down: 'Down' },
    kind: { store: 'Database', broker: 'Broker', orders: 'Workflows', consumer: 'Consumers', outbox: 'Outboxes', sweep: 'Timed work', deadLetters: 'Dead letters', process: 'Process' },
  },
  calendars: {
    title: 'Calendars', lead: 'Due dates go by the State Council\'s yearly notice; a make-up day counts as a working day.', years: 'Years loaded', picture: 'Calendar', missing: 'The holidays of {{year}} are not loaded yet', missingHint: 'Due dates in that year are counted Monday to Friday and marked as provisional. Load the year below once the notice is out: open cases count anew by themselves.',
    counts: '{{working}} working days, {{holidays}} days off, {{makeUp}} make-up days', source: 'Source: {{source}}', loadedBy: 'loaded by {{name}}', recounting: 'open cases are counting their dates anew', recounted: 'open cases counted anew',
    off: 'off', on: 'on', holiday: 'holiday', makeUp: 'make-up working day', weekend: 'weekend', month: '{{month}}/{{year}}', weekday: { mon: 'Mo', tue: 'Tu', wed: 'We', thu: 'Th', fri: 'Fr', sat: 'Sa', sun: 'Su' },
    load: 'Load a year', loadHint: 'Write each day off and each make-up day as the notice has them (weekends among the days off may be left out); look at the preview, then load.', year: 'Year', holidays: 'Days off (one a line, such as 2027-01-01)', makeUps: 'Make-up working days', sourceField: 'Source (name and number of the notice)', wrong: 'No days of that year: {{words}}', submit: 'Load {{year}}', preview: 'Preview of {{year}}', loaded: '{{year}} is loaded; open cases are counting anew',
  },
  presets: {
    title: 'Time rules', lead: 'Every set has its source and its dates; none is built in as the truth.', set: 'Rule set {{ruleSet}}', inForce: 'in force here', valid: 'from {{from}} until {{to}}', open: 'further notice', all: 'for every appeal', only: 'only for: {{scope}}', none: 'no rule', source: 'Source: ',
    rule: { accept: 'Accept', reply: 'First reply', resolve: 'Resolve', dueSoon: 'Yellow before due', extend: 'Extended at most to', suspend: 'Suspended at most', return: 'Return within', joint: 'Joint unit', redo: 'Redo', close: 'Closes by silence after', reopen: 'Reopen within', city: 'After rising to the city', province: 'After rising to the province', check: 'Check before closing' },
    check: { optional: 'optional', required: 'required' },
  },
  models: {
    title: 'Sorting models', lead: 'Which model sorts appeals. People\'s corrections retrain it each night; a new one takes over only when better on held-back corrections.', models: 'Models', inService: 'In service', shipped: 'Shipped', tried: 'Not used', takeAgain: 'Take this one',
    ships: 'The model that ships with the system', learnt: 'learnt from {{texts}} texts and {{corrections}} corrections', compared: 'right on {{its}} of {{all}} held-back corrections (the one in service then on {{theirs}})', since: 'in service since',
    reason: 'Reason (6 characters at least, goes on the audit trail)', submit: 'Put on the trail and take it', leave: 'Cancel', taken: 'Taken; every process has it within seconds',
    retrainings: 'Retrainings', retrain: 'Retrain now', begun: 'Retraining has begun', corrections: '{{count}} corrections known.', cut: 'The latest {{shown}} of {{total}}', none: 'Nothing was retrained yet.', bySchedule: 'By schedule',
    outcome: { running: 'Running', tookOver: 'Took over', refused: 'Not better', tooFew: 'Too few', overtaken: 'Overtaken', failed: 'Failed' },
  },
  units: {
    title: 'Directory', lead: 'Where appeals are sent: federations and departments of each level.', list: 'Units', none: 'There is no such unit.', noneHint: 'Try another place, level or name.', division: 'Place', wholeProvince: 'Whole province', level: 'Level', anyLevel: 'Any level', search: 'Name', find: 'Find',
    shown: '{{total}} in all', cut: 'The first {{shown}} of {{total}}: narrow it down', column: { name: 'Unit', division: 'Place', level: 'Level', kind: 'Kind' }, kind: { federation: 'Federation', department: 'Department' },
  },
};
