import { newAppealSchema, type ChannelAccount } from '@suqiao/contracts';
import { activeKeys, endOfShanghaiDay, lastUsedAt, pushLine } from './channel-figures';

const key = (over: Partial<ChannelAccount['keys'][number]>): ChannelAccount['keys'][number] => ({
  keyId: 'k', kind: 'key', label: '生产', scopes: ['appeals:write'], sandbox: false, createdAt: '2026-11-23T01:00:00.000Z', createdBy: null, expiresAt: null, lastUsedAt: null, revokedAt: null, state: 'active', ...over,
});

it('counts the keys that work, and knows the last use of any', () => {
  const keys = [key({ lastUsedAt: '2026-11-23T02:00:00.000Z' }), key({ state: 'revoked', lastUsedAt: '2026-11-23T03:00:00.000Z' }), key({ state: 'expired' }), key({})];
  expect([activeKeys({ keys }), lastUsedAt({ keys }), lastUsedAt({ keys: [] })]).toEqual([2, '2026-11-23T03:00:00.000Z', null]);
});

it('ends a day where Shanghai does', () => {
  expect([endOfShanghaiDay('2026-12-31'), endOfShanghaiDay('')]).toEqual(['2026-12-31T15:59:59.000Z', null]);
});

it('shows a line whose body the API takes', () => {
  const body = /-d '(.*)'$/.exec(pushLine('https://suqiao.example'))?.[1] ?? '';
  expect(newAppealSchema.safeParse(JSON.parse(body)).success).toBe(true);
});
