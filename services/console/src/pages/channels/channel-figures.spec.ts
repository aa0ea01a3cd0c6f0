import { newAppealSchema, type ChannelAccount } from '@suqiao/contracts';
import { activeKeys, daysBefore, endOfShanghaiDay, lastUsedAt, pushLine, refusedByProblem } from './channel-figures';

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

it('begins a period where the day begins in Shanghai', () => {
  expect([daysBefore(Date.parse('2026-11-23T15:59:59Z'), 0), daysBefore(Date.parse('2026-11-23T16:00:00Z'), 0), daysBefore(Date.parse('2026-11-23T16:00:00Z'), 29)]).toEqual(['2026-11-23', '2026-11-24', '2026-10-26']);
});

it('adds refusals up by their reason, the most first', () => {
  const of = (day: string, type: 'invalid-request' | 'too-large', count: number) => ({ day, type, title: type, count });
  expect(refusedByProblem([of('2026-11-24', 'too-large', 2), of('2026-11-24', 'invalid-request', 1), of('2026-11-23', 'invalid-request', 4)])).toEqual([{ type: 'invalid-request', title: 'invalid-request', count: 5 }, { type: 'too-large', title: 'too-large', count: 2 }]);
});
