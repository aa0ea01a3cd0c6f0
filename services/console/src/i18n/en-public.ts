import type { zhPublic } from './zh-public';
import type { Widened } from './widened';

/** Texts of the pages that need no account, in English. */
export const enPublic: Widened<typeof zhPublic> = {
  title: 'Appeals of enterprises', raiseLink: 'Raise an appeal', trackLink: 'Follow an appeal', staffLink: 'Staff sign-in', pages: 'Pages', required: 'required', optional: 'optional',
  raise: {
    title: 'Raise an appeal', lead: 'Write down what is in your way. You will get a number, by which, with the last four digits of your phone, you can follow it to its answer.', who: 'Enterprise and contact', what: 'The appeal',
    name: 'Name of the enterprise', creditCode: 'Unified social credit code', creditCodeHint: '18 characters, on the business licence', creditCodeWrong: 'Not a valid code: 18 characters, of which the last is a check character', contact: 'Contact person', phone: 'Phone', phoneHint: 'To reach you; its last four digits are asked when you follow the appeal', email: 'Mail', emailHint: 'News is sent here',
    subject: 'Title', content: 'What happened', contentHint: 'When, where, whom you turned to, and what you hope for', division: 'Where it happened', divisionChoose: 'Choose the city or county', category: 'Category', categoryUnsure: 'Not sure: let the staff decide',
    confidential: 'Keep it confidential', confidentialHint: 'Only those who handle it and their supervisors see it', consent: 'I have read and agree to how personal data is handled, as above',
    privacy: 'The name of the enterprise, the contact person, the phone and the mail address are used only to take, handle and answer this appeal, by the federation that takes it and the unit that handles it. They are not published; phone and mail stand in no notice and no log. You can ask the federation to show, correct or delete them.',
    submit: 'Submit the appeal', submitting: 'Submitting…', wrong: 'To be mended: {{count}}', done: 'Received. Please note the number', doneHint: 'With this number and the last four digits of your phone you can follow the appeal, read the answer and rate it.', copy: 'Copy the number', copied: 'Copied', print: 'Print', follow: 'Follow it', another: 'Raise another',
  },
  track: {
    title: 'Follow an appeal', lead: 'Enter the tracking number and the last four digits of the phone that was given.', number: 'Tracking number', numberHint: 'Such as SQ20261123-7K3F9Q2M-5', digits: 'Last four digits of the phone', submit: 'Look it up', checking: 'Looking it up…', over: 'To protect your data the session has ended. Please enter both again.', leave: 'End the session',
    progress: 'Progress', course: 'What happened when', due: 'An answer is due by {{when}}', unit: 'Handled by {{unit}}', answer: 'Answer', answeredAt: 'Answered {{when}}', issueAnswer: 'Answer to the common issue "{{name}}"', interim: 'Interim answer', formerAnswer: 'The former answer (being redone)', noAnswer: 'There is no answer yet. It will appear here.',
    state: { received: 'Received', inHand: 'In hand', paused: 'Paused', redone: 'Being redone', answered: 'Answered', closed: 'Closed', withdrawn: 'Withdrawn' },
    milestone: { received: 'Received', dispatched: 'Dispatched', accepted: 'In hand', answered: 'Answered', closed: 'Closed' }, passed: 'done', present: 'here now', ahead: 'ahead',
    step: {
      received: 'Received', dispatched: 'Given to {{unit}}', accepted: 'Accepted by {{unit}}', passedOn: 'Passed on to {{unit}}', raised: 'Raised to {{unit}}', extended: 'The time was extended', paused: 'Paused', resumed: 'Taken up again', interimAnswered: 'Interim answer given', answered: 'Answered by {{unit}}', rated: 'You rated the answer', calledBack: 'The staff called back',
      redone: 'Being redone by {{unit}}', merged: 'Handled together with an equal appeal', unmerged: 'Handled on its own again', withdrawn: 'Withdrawn', closed: 'Closed',
    },
  },
  rating: {
    title: 'Are you satisfied with the answer?', once: 'Each answer is rated once.', comment: 'What you want to say', commentHint: 'If you are not satisfied, please say what was not solved', submit: 'Send the rating', sending: 'Sending…', given: 'Your ratings', at: '{{when}}: {{satisfaction}}', sent: 'On its way to the unit', taken: 'On the record', unheeded: 'The answer had changed meanwhile; kept as a remark: {{reason}}', choose: 'Please choose one',
  },
  attach: { title: 'Attachments', add: 'Add photos or papers', hint: 'Pictures, PDF, Word, Excel; 20 MB each at the most, 20 of them. You may choose several.', sending: 'Sending {{name}}…', refused: '{{name}} was not taken: {{why}}', list: 'Attachments received', size: '{{size}} kB', unsafe: 'did not pass the check' },
};
