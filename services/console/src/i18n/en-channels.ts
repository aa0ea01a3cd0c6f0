import type { zhChannels } from './zh-channels';
import type { Widened } from './widened';

/** Texts of the channels' pages, in English. */
export const enChannels: Widened<typeof zhChannels> = {
  scope: { 'appeals:write': 'push, amend, withdraw', 'appeals:read': 'look up, changes', 'webhooks:manage': 'keep webhooks' },
  channels: {
    title: 'Channels', lead: 'Who may push appeals, by which keys, and how they are told what became of them.', list: 'Channels', none: 'There is no channel yet.', noneHint: 'Make a channel, then issue a key to it.',
    make: 'New channel', submit: 'Make', made: 'The channel was made', change: 'Change', save: 'Save', saved: 'Saved', column: { name: 'Channel', keys: 'Active keys', quota: 'Quota a minute', used: 'Last used' }, usualQuota: 'usual', never: 'never',
    name: 'Name (lower-case letters, digits, hyphens)', displayName: 'Shown as', quota: 'Quota a minute (empty: the usual one)', back: 'Back to channels',
    keys: 'Keys', noKeys: 'There is no key yet.', issue: 'Issue a key', issueSubmit: 'Issue', label: 'What for', kind: 'Kind', kinds: { key: 'Channel key (Bearer)', client: 'OAuth 2 client' }, scopes: 'Scopes', sandbox: 'Sandbox: checked and answered, never an appeal', isSandbox: 'Sandbox', expires: 'Expires on (empty: never)',
    keyState: { active: 'active', expired: 'expired', revoked: 'revoked' }, created: 'issued {{when}} by {{name}}', createdOn: 'issued {{when}}', lastUsed: 'last used {{when}}', unused: 'never used', until: 'until {{when}}', forever: 'does not expire',
    rotate: 'Rotate', rotateConfirm: 'Issue a new key, and let the old one work for 24 hours?', revoke: 'Revoke', revokeConfirm: 'It stops working at once and for good.', yes: 'Yes', no: 'No', revoked: 'The key was revoked',
    secret: 'The new key, shown this once', secretHint: 'Hand it to the channel now: Suqiao keeps its hash only and can not show it again.', clientId: 'client_id', copy: 'Copy', copied: 'Copied', close: 'I have kept it',
    webhooks: 'Webhooks', webhooksLead: 'A channel makes them with its own key (POST /api/v1/webhooks); here they are watched, paused, resumed and sent again.', noWebhooks: 'This channel has no webhook.', webhookState: { active: 'well', paused: 'paused' }, because: { asked: 'on request', failing: 'nobody took a message for a day', gone: 'it answered 410' },
    waiting: '{{count}} waiting', failed: '{{count}} given up', failingSince: 'not taken since {{when}}', types: 'types: {{types}}', allTypes: 'every change', pause: 'Pause', resume: 'Resume', paused: 'Paused', resumed: 'Resumed: it is told what it missed', replay: 'Send again what was given up in 3 days', replayed: '{{count}} will be sent again', replayedMore: '{{count}} will be sent again; there are more, press once more',
    deliveries: 'Show what was sent', hideDeliveries: 'Hide what was sent', noDeliveries: 'Nothing was sent in 30 days.', deliveryState: { waiting: 'waiting', delivered: 'delivered', failed: 'given up' }, attempt: '{{when}}, {{span}} ms: {{what}}', noAnswer: 'no answer', nextTry: 'next try {{when}}', shownOf: 'the latest {{shown}} of {{total}}',
    volumes: 'Pushed in 30 days', analyse: 'More in Analysis', noVolumes: 'Nothing was pushed in 30 days.', volumesLead: '{{count}} in {{days}} days: show the list', dayOf: '{{day}}: {{count}}',
    refusals: 'Refused', refusalsLead: 'What was not taken in 30 days, at which door and why. What was sent is not kept; the channel asks by GET /api/v1/channel/refusals.', refusalDays: 'Refusals of 30 days by reason, without the sandbox', noRefusals: 'Nothing was refused in 30 days.', reference: 'channel number {{reference}}',
    tryKey: 'Sandbox key (used on this page only, not kept)', tryBody: 'Appeal (JSON, yours to change)', trySend: 'Send to the sandbox', tryAnswer: 'The answer', tryNotSandbox: 'This is no sandbox key: nothing was sent. Only sandbox keys are tried with, so that nothing becomes a real appeal.', tryAway: 'No answer came: check the network and try again.',
    tryIt: 'Try it', tryLead: 'Send from here with a sandbox key, or put the key in place of $KEY and try from any terminal. The sandbox checks and answers only.', tryPush: 'Push one appeal', tryFollow: 'Ask for changes', tryDocs: 'API documentation and examples',
  },
};
