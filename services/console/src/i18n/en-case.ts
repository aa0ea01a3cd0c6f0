import type { zhCase } from './zh-case';
import type { Widened } from './widened';

/** Texts of a case's page and of its forms, in English. */
export const enCase: Widened<typeof zhCase> = {
  case: {
    facts: 'Facts', trackingNumber: 'Number', appellant: 'Appellant', channel: 'Channel', category: 'Category', urgency: 'Urgency', division: 'Jurisdiction', unit: 'Whose turn', received: 'Received', firstAccepted: 'First accepted', policy: 'Time rules', policyReason: 'Why these', calendar: 'Calendar', content: 'The appeal', answer: 'Answer', noAnswer: 'There is no answer yet.',
    clocks: 'Clocks', businessClock: 'Appeal due', businessHint: 'Runs from dispatch; no transfer, return or escalation restarts it', stepClock: 'This level due', stepHint: 'The case rises a level when this passes without an answer', acceptClock: 'Accept by', replyClock: 'First reply by', replyHint: 'An interim answer is enough; no transfer, return or escalation restarts it', closeClock: 'Closes by itself', stopped: 'Stopped',
    standsStill: 'Stands still', suspendedUntil: 'Resumes by itself', suspendedHint: 'No clock runs while suspended; the due date moves by as much',
    sorting: 'How it was sorted', certainty: '{{percent}} sure', unsure: 'To be sorted: {{what}}', unsureWhat: { category: 'category', jurisdiction: 'jurisdiction' }, model: 'Classifier version {{version}}',
    method: { channel: 'Stated by the channel', rule: 'Rule', model: 'Classifier', code: 'Division code', name: 'Place name', registration: 'Registration', none: 'No evidence' },
    news: 'The case has just moved on: it is now “{{state}}”', newsSeen: 'Got it', timeline: 'The whole course', colon: ': ', late: 'Late record', lateClock: { acceptance: 'late to accept', reply: 'late with the first reply', step: 'late to answer', joint: 'late with its joint part' }, noLate: 'No unit ran late.', commands: 'Handle', clock: 'Clock', system: 'System', path: '{{from}} → {{to}}', fromUnit: 'From {{unit}}', toUnit: 'To {{unit}}', reason: 'Reason: {{reason}}', copy: 'Copy the number', copied: 'Number copied',
    allCommands: 'All commands', group: { handle: 'Handling', joint: 'Joint handling', request: 'Requests', supervise: 'Supervision', other: 'Other' },
    request: 'Waits for a decision: {{kind}}', requestBy: 'Asked by', requestReason: 'Reason', requestSince: 'Asked', requestDecider: 'Decided by', decider: 'Supervisor, {{level}}', requestExtendBy: 'Longer by', requestUntil: 'Suspended until',
    joint: 'Joint handling', lead: 'Lead', jointDemand: 'What is asked', jointAnswer: 'Its answer', jointWaiting: 'No answer yet', jointAnswered: 'Answered', jointReleased: 'Released', jointLate: 'Ran late', jointAsked: 'Asked', jointDue: 'Due',
    result: 'Result', interim: 'Interim answers', check: 'Check of the answer', solution: 'Solution', satisfaction: 'Satisfaction', outcome: 'How it ended', mergedInto: 'Merged into', duplicates: 'Merged into this one', extensions: 'Extensions', redos: 'Redos', reopenings: 'Reopenings', wrongReturns: 'Wrong returns', times: '{{amount}}', notYet: 'Not yet',
    confidential: 'Confidential', confidentialHint: 'Seen only by who handles it and by supervisors',
  },
  form: {
    reason: 'Reason', returnReason: 'Why it is returned', unit: 'Transfer to', units: 'Joint units', releaseUnit: 'Whose part is released', unitHint: 'Type a unit\'s name', unitNone: 'No unit found', newCategory: 'Correct the category (optional)', categoryKeep: 'Leave as it is',
    answer: 'Answer', jointAnswer: 'Answer of the joint unit', note: 'Note (optional)', approveNote: 'Note on the approval (optional)', refuseReason: 'Why it is refused', sendBackReason: 'What the answer lacks', demand: 'What you ask of them', text: 'Comment',
    final: 'Kind of answer', finalYes: 'Final answer', finalYesHint: 'The case becomes answered and its clock stops', finalNo: 'Interim answer', finalNoHint: 'The case stays with you, the clock goes on; the appellant can read it',
    solution: 'Solution (optional)', solutionNone: 'Leave open', satisfaction: 'Is the enterprise satisfied', within: 'Their own time (the rule\'s, unless given)', extendBy: 'How much longer', until: 'Suspend until (day)', untilTime: 'Time of that day', untilHint: 'The case resumes by itself then, and its due date moves.',
    into: 'Merge into (number)', intoHint: 'such as SQ20261123-7K3F9Q2M-C', intoFound: 'Goes into', intoNone: 'No appeal has this number, or you may not see it', intoLooking: 'Looking it up…',
    confidentialOn: 'On confirming, only who handles the appeal and supervisors can see it.', confidentialOff: 'On confirming, everyone who may read appeals of the division can see it.', confidentialNow: 'Now: {{what}}', public: 'not confidential',
    submit: 'Confirm: {{command}}', cancel: 'Cancel', draftSaved: 'Draft kept on this machine', draftRestored: 'Your last draft was restored', count: '{{used}}/{{limit}}',
    fault: { missing: 'Please fill in or choose', tooShort: 'Please fill in, at least 2 characters', tooLong: 'Too long', badText: 'Contains characters that are not accepted', badNumber: 'Not a tracking number: please check every character', badAmount: 'Please give a number above 0' },
    done: {
      accept: 'Accepted', return: 'Returned', transfer: 'Transferred', askJoint: 'Joint units asked', answerJoint: 'Joint part answered', releaseJoint: 'Joint unit released', answer: 'Answered',
      requestExtension: 'Extension requested', requestSuspension: 'Suspension requested', requestRise: 'Rise requested', approve: 'Approved', refuse: 'Refused', resume: 'Resumed',
      passAnswer: 'The answer has passed', sendBack: 'The answer was sent back', followUp: 'Follow-up recorded', close: 'Closed', reopen: 'Reopened', withdraw: 'Withdrawn', merge: 'Merged', unmerge: 'The merge is undone', comment: 'Comment added', setConfidential: 'Confidentiality changed',
    },
    refused: 'Not done: {{title}}', refusedState: 'The appeal is now: {{state}}.', refusedAllowed: 'Allowed: {{commands}}.', refusedNothing: 'Nothing more can be done.', reloaded: 'The appeal was loaded again.',
  },
};
