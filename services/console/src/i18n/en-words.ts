import type { zhWords } from './zh-words';
import type { Widened } from './widened';

/** The vocabulary of the contracts in English. */
export const enWords: Widened<typeof zhWords> = {
  role: { unitHandler: 'Unit handler', unitHead: 'Unit head', supervisor: 'Supervisor', analyst: 'Analyst', administrator: 'Administrator' },
  level: { county: 'County', city: 'City', province: 'Province' },
  state: { dispatched: 'To accept', returned: 'Returned', accepted: 'In hand', suspended: 'Suspended', answered: 'Answered', closed: 'Closed' },
  light: { green: 'On time', yellow: 'Due soon', red: 'Overdue', off: 'No clock' },
  urgency: { ordinary: 'Ordinary', urgent: 'Urgent', critical: 'Critical' },
  command: {
    accept: 'Accept', return: 'Return', transfer: 'Transfer', askJoint: 'Ask joint units', answerJoint: 'Answer as joint unit', releaseJoint: 'Release a joint unit', answer: 'Answer',
    requestExtension: 'Request extension', requestSuspension: 'Request suspension', requestRise: 'Request rise', approve: 'Approve', refuse: 'Refuse', resume: 'Resume',
    passAnswer: 'Pass the answer', sendBack: 'Send the answer back', followUp: 'Follow-up call', close: 'Close', reopen: 'Reopen', withdraw: 'Withdraw', merge: 'Merge', unmerge: 'Undo the merge', comment: 'Comment', setConfidential: 'Confidentiality',
  },
  transition: {
    dispatched: 'Dispatched', accepted: 'Accepted', returned: 'Returned', transferred: 'Transferred', jointAsked: 'Joint unit asked', jointAnswered: 'Joint unit answered', jointReleased: 'Joint unit released', interimAnswered: 'Interim answer', answered: 'Answered', closed: 'Closed',
    extensionRequested: 'Extension requested', extended: 'Extended', suspensionRequested: 'Suspension requested', suspended: 'Suspended', resumed: 'Resumed', riseRequested: 'Rise requested', requestRefused: 'Request refused',
    answerPassed: 'Answer passed', sentBack: 'Answer sent back', followedUp: 'Followed up', redoStarted: 'Dissatisfied: redo', reopened: 'Reopened', withdrawn: 'Withdrawn', merged: 'Merged', unmerged: 'Merge undone', duplicateMerged: 'Took in a duplicate', duplicateUnmerged: 'A duplicate went its own way', commented: 'Comment', confidentialSet: 'Confidentiality set',
    acceptanceOverdue: 'Acceptance overdue', replyOverdue: 'First reply overdue', dueSoon: 'Yellow light: due soon', overdue: 'Red light: overdue', jointOverdue: 'Joint unit overdue', escalated: 'Escalated', recalculated: 'Dates recalculated',
  },
  requestKind: { extension: 'Extension', suspension: 'Suspension', rise: 'Rise' },
  check: { none: 'No check asked', pending: 'Waits for a check', passed: 'Passed the check', sentBack: 'Sent back' },
  solution: { solved: 'Solved', partlySolved: 'Partly solved', explained: 'Explained', notSolved: 'Not solved' },
  satisfaction: { satisfied: 'Satisfied', fairlySatisfied: 'Fairly satisfied', dissatisfied: 'Dissatisfied', unreachable: 'Not reached' },
  outcome: { answered: 'Answered', withdrawn: 'Withdrawn', merged: 'Merged' },
  duration: { workingDays: '{{amount}} working days', officeHours: '{{amount}} office hours', minutes: '{{amount}} minutes', seconds: '{{amount}} seconds' },
  durationUnit: { workingDays: 'working days', officeHours: 'office hours', minutes: 'minutes', seconds: 'seconds' },
};
