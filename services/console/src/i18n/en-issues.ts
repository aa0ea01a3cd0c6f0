import type { Widened } from './widened';
import type { zhIssues } from './zh-issues';

/** Texts of common issues and of the lists behind figures, in English. */
export const enIssues: Widened<typeof zhIssues> = {
  issues: {
    title: 'Common issues', lead: 'Appeals about one matter form groups by themselves; people confirm, correct and study them, to a measure, its effect, and an answer to each appeal.', back: 'Back to the common issues', list: 'Common issues', tabs: 'Lists', search: 'Part of the name', find: 'Search', order: 'Order',
    tab: { open: 'Open', candidate: 'To confirm', overdue: 'Overdue', closed: 'Closed', all: 'All' }, orderBy: { heat: 'Heat', due: 'Due date', newest: 'Newest' },
    empty: 'There is no such common issue.', emptyHint: 'Five appeals of three enterprises about one matter within half a year form one by themselves.',
    column: { name: 'Issue', state: 'State', appeals: 'Appeals', enterprises: 'Enterprises', places: 'Places', heat: 'Heat', weeks: 'Twelve weeks', due: 'Due' },
    state: { candidate: 'To confirm', confirmed: 'Confirmed', studying: 'Being studied', proposed: 'Proposed for', consulting: 'In consultation', measured: 'Measure adopted', watching: 'Watching the effect', closed: 'Closed', dismissed: 'Dismissed', joined: 'Joined into another' },
    late: 'Overdue', dueIn: 'This step is due', told: '{{level}} was told', placesMore: 'and more, {{count}} places', noDue: 'This step has no due date', leadUnit: 'Lead unit', jointUnits: 'Joint units', noLead: 'Not named yet', undivided: 'No division known',
    figures: 'Figures', total: 'Appeals', firms: 'Enterprises', span: 'Time', spanOf: '{{from}} to {{to}}', heat: 'Heat', places: 'Places', channels: 'Channels', categories: 'Categories', weeks: 'New each week', weekOf: 'week of {{from}}: {{count}}', effect: 'Effect', effectBefore: '{{days}} days before the measure', effectAfter: '{{days}} days since', percent: '{{change}}', formula: 'How it is counted',
    study: 'Findings', proposals: 'Proposals', consultation: 'Consultation', measure: 'Measure', measureFrom: 'in effect from {{when}}', outcomeTitle: 'Outcome', reopenings: 'Reopened {{times}} times',
    appeals: 'Appeals ({{count}})', chosen: '{{count}} chosen', choose: 'Choose {{number}}', chooseAll: 'Choose all shown', why: 'Why it is in this group', whyWith: 'like {{number}} by {{share}}: {{words}}', whyFirst: 'The group began with it', answered: 'Answered by the issue', dropNew: 'Split off as a new issue', dropNone: 'Take out, belongs to no issue', dropTo: 'Move to "{{name}}"', dropHint: 'Tick and press a button, or drag a row onto one.',
    corrections: 'Corrections', noCorrections: 'Nothing was corrected yet.', correctedBy: '{{name}}, {{when}}', undone: 'Undone', timeline: 'History', commands: 'Actions', notNow: 'Why the rest cannot be done', none: 'There is nothing for you to do now.', saved: 'Done',
    command: {
      confirm: 'Confirm', dismiss: 'Dismiss', revive: 'Revive', rename: 'Rename', join: 'Join another issue into it', split: 'Split', move: 'Move appeals', undo: 'Undo', nameLead: 'Name the lead unit', propose: 'Propose', callConsultation: 'Call a consultation', adoptMeasure: 'Adopt a measure', studyAgain: 'Study again', close: 'Close', reopen: 'Reopen', extend: 'Extend', comment: 'Remark',
    },
    done: {
      confirm: 'Confirmed', dismiss: 'Dismissed', revive: 'Revived', rename: 'Renamed', join: 'Joined', split: 'Split off', move: 'Moved', undo: 'Undone', nameLead: 'Lead unit named', propose: 'Proposals recorded', callConsultation: 'Consultation called', adoptMeasure: 'Measure adopted', studyAgain: 'Sent back to study', close: 'Closed; each appeal is being answered', reopen: 'Reopened', extend: 'Extended', comment: 'Remark recorded',
    },
    transition: {
      formed: 'Formed by itself', confirmed: 'Confirmed', dismissed: 'Dismissed', revived: 'Revived', renamed: 'Renamed', joined: 'Joined into another', tookIn: 'Took appeals in', split: 'Appeals split off', moved: 'Appeals moved', undone: 'Correction undone', leadNamed: 'Lead unit named', proposed: 'Proposals made', consultationCalled: 'Consultation called', measureAdopted: 'Measure adopted',
      watchStarted: 'Measure in effect, its effect is watched', studiedAgain: 'Sent back to study', closed: 'Closed', reopened: 'Reopened', extended: 'Extended', commented: 'Remark', overdue: 'Step overdue', escalated: 'The level above was told', recalculated: 'Counted anew by a newer calendar',
    },
    outcome: { solved: 'Solved', partlySolved: 'Partly solved', explained: 'Explained' }, kind: { policy: 'Policy', fix: 'Put right' },
    form: {
      name: 'Name', nameKeep: 'Name (empty keeps it)', reason: 'Reason', other: 'Which issue comes in', otherHint: 'All of its appeals come here; it can be undone', newName: 'Name of the new issue (optional)', unitId: 'Lead unit', jointUnitIds: 'Joint units (optional)', demand: 'What is to be studied', study: 'Findings', proposals: 'Proposals (one a line)',
      day: 'Day', time: 'Time', participants: 'Who takes part', agenda: 'Agenda', kind: 'Kind of measure', measureTitle: 'Title of the measure', text: 'Text', document: 'Document number (optional)', effectiveDay: 'In effect from', outcome: 'Outcome', reply: 'Answer to each appellant', days: 'More working days', comment: 'Remark', pick: 'Choose', applyTo: 'About {{count}} appeals',
    },
  },
  figureList: { title: 'The appeals behind a figure', lead: '{{total}} in all, as the figure says. Confidential ones are not counted.', back: 'Back', empty: 'There are no such appeals.', emptyHint: 'Take another figure, or ask for more.', list: 'Appeals', column: { title: 'Appeal', channel: 'Channel', category: 'Category', division: 'Place', state: 'State', received: 'Received' }, noCase: 'Not dispatched yet' },
};
