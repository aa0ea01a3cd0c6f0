import type { Widened } from './widened';
import type { zhAudit } from './zh-audit';

/** Texts of the audit trail and of what is written on it, in English. */
export const enAudit: Widened<typeof zhAudit> = {
  unmasking: {
    title: 'How to reach the appellant', contact: 'Contact', phone: 'Phone', email: 'E-mail', none: 'Not given', masked: 'Masked', show: 'Show, with a reason', showHint: 'Your name, your reason and the time go on the audit trail, which nobody can change.', hide: 'Mask again', reason: 'Why you must see it', reasonHint: 'For example: calling the enterprise about its appeal', reasonShort: 'Give a reason of {{count}} characters or more', submit: 'Write it down and show', shown: 'This look is entry {{sequence}} of the audit trail; it is masked again when you leave the page.',
  },
  audit: {
    title: 'Audit', lead: 'Who saw or changed what, why and when. Each entry is bound to the one before it: a change, a removal or another order is found.', list: 'Entries', none: 'There is no such entry.', noneHint: 'Choose another filter; looks at personal data, keys issued and work handed over are written here.',
    column: { sequence: 'No.', at: 'When', by: 'Who', action: 'What', object: 'Of', reason: 'Why' }, anyAction: 'Everything', actionLabel: 'What', about: 'Number or name', find: 'Find', noReason: 'No reason given', details: '{{name}}: {{value}}',
    whole: 'Verified: all {{count}} entries are as they were written, on {{when}}', broken: 'Not verified: entry {{sequence}} {{what}}; the {{count}} before it are good. Tell the administrator at once.', verifying: 'Verifying every entry…', again: 'Verify again', receipt: 'Receipt of the last one {{receipt}}',
    breakKind: { missing: 'is missing', misplaced: 'is not in its place', changed: 'was changed', rewritten: 'is not the one of its receipt' },
    action: {
      personalDataUnmasked: 'Personal data shown', offRecordRead: 'Off-record remarks read', offRecordGranted: 'Off-record reader named', offRecordRevoked: 'Off-record reader removed', keyIssued: 'Key issued', keyRotated: 'Key rotated', keyRevoked: 'Key revoked', handOverMade: 'Work handed over', handOverEnded: 'Hand-over ended',
      deadLetterReplayed: 'Dead letter replayed', deadLetterMended: 'Dead letter mended', modelChosen: 'Took an earlier model again',
    },
    kind: { appeal: 'Appeal', record: 'Record', channel: 'Channel', handOver: 'Hand-over', deadLetter: 'Dead letter', model: 'Sorting model' },
    detail: {
      fields: 'Fields', key: 'Key', label: 'Label', scopes: 'Scopes', replaces: 'Replaces', absent: 'Absent', deputy: 'Deputy', deputyName: 'Deputy\'s name', from: 'From', until: 'Until', to: 'To', toName: 'Name', consumer: 'Consumer', place: 'Place', before: 'Digest before', after: 'Digest after',
    },
  },
};
