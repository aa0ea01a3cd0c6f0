import { Controller, Get, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Reader } from '@suqiao/contracts';
import { createHttpApplication } from '../http';
import { ProblemError } from '../http/problem';
import { nestLogger } from '../telemetry';
import { AccessGuard, AllowChannel, AllowChannelAndReaders, AllowReaders, CurrentCaller, CurrentChannel, CurrentReader, NeedsLevel, Public, type Caller } from './access';
import { CHANNEL_DIRECTORY, hashChannelKey, newChannelKey, type CurrentChannelInfo } from './channel-keys';
import { READER_TOKENS, unauthenticated } from './reader-tokens';

const supervisor: Reader = { subject: 'u1', name: '周桥', role: 'supervisor', level: 'city', divisionCode: '370100', unitId: null };
const key = newChannelKey();
const channelOf = (name: string, over: Partial<CurrentChannelInfo> = {}): CurrentChannelInfo => ({ name, keyId: 'k', scopes: ['appeals:write'], sandbox: false, expiresAt: null, quotaPerMinute: null, ...over });
const keys = new Map([[hashChannelKey(key), channelOf('hotline-12345')]]);
let lookups = 0;
let directoryAway = false;

@Controller()
class DoorController {
  @Get('public') @Public() open() { return 'all'; }
  @Get('unsaid') unsaid() { return 'nobody'; }
  @Get('channel') @AllowChannel() channel(@CurrentChannel() channel: CurrentChannelInfo) { return channel; }
  @Get('supervisors') @AllowReaders('supervisor') supervisors(@CurrentReader() reader: Reader) { return reader; }
  @Get('administrators') @AllowReaders('administrator') administrators() { return 'admin'; }
  @Get('city') @AllowReaders('supervisor') @NeedsLevel('city') city() { return 'city'; }
  @Get('province') @AllowChannelAndReaders('supervisor') @NeedsLevel('province') province() { return 'province'; }
  @Get('both') @AllowChannelAndReaders('supervisor') both(@CurrentCaller() caller: Caller) { return caller.kind; }
}
@Module({
  controllers: [DoorController],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: READER_TOKENS, useValue: { readerOf: (token: string) => (token === 'good' ? Promise.resolve(supervisor) : Promise.reject(token === 'keysAway' ? new ProblemError('unavailable') : unauthenticated('invalid_token'))) } },
    { provide: CHANNEL_DIRECTORY, useValue: { findByKeyHash: (hash: string) => {
      lookups += 1;
      return directoryAway ? Promise.reject(Object.assign(new Error('no primary'), { name: 'MongoServerSelectionError' })) : Promise.resolve(keys.get(hash) ?? null);
    } } },
  ],
})
class DoorModule {}

let application: NestFastifyApplication;
let origin: string;
beforeAll(async () => {
  application = await createHttpApplication(DoorModule, nestLogger('test'));
  await application.listen(0, '127.0.0.1');
  origin = await application.getUrl();
});
afterAll(() => application.close());

const ask = (door: string, credential?: string) => fetch(`${origin}/${door}`, credential === undefined ? {} : { headers: { authorization: credential } });

it.each([
  ['public', undefined, 200],
  ['public', 'Bearer nonsense', 200],
  ['unsaid', 'Bearer good', 403],
  ['unsaid', `Bearer ${key}`, 403],
  ['channel', `Bearer ${key}`, 200],
  ['channel', `bearer ${key}`, 200],
  ['channel', `Bearer ${newChannelKey()}`, 401],
  ['channel', `Basic ${key}`, 401],
  ['channel', key, 401],
  ['channel', 'Bearer good', 403],
  ['channel', undefined, 401],
  ['supervisors', 'Bearer good', 200],
  ['supervisors', 'Bearer bad', 401],
  ['supervisors', 'Bearer keysAway', 503],
  ['supervisors', `Bearer ${key}`, 403],
  ['administrators', 'Bearer good', 403],
  ['city', 'Bearer good', 200],
  ['province', 'Bearer good', 403],
  ['province', `Bearer ${key}`, 200],
  ['both', 'Bearer good', 200],
  ['both', `Bearer ${key}`, 200],
])('%s with %s → %i', async (door, credential, status) => {
  const response = await ask(door, credential);
  expect(response.status).toBe(status);
  const challenge = response.headers.get('www-authenticate');
  if (status === 401) expect(challenge).toContain('Bearer realm="suqiao"');
  else expect(challenge).toBeNull();
});

it('hands over who is calling', async () => {
  expect(await (await ask('channel', `Bearer ${key}`)).json()).toEqual(channelOf('hotline-12345'));
  expect(await (await ask('supervisors', 'Bearer good')).json()).toEqual(supervisor);
  expect(await (await ask('both', `Bearer ${key}`)).text()).toBe('channel');
});

it('asks the directory once in a while, not for each request, and never believes an unknown key', async () => {
  await ask('channel', `Bearer ${key}`);
  const before = lookups;
  await Promise.all(Array.from({ length: 20 }, () => ask('channel', `Bearer ${key}`)));
  expect(lookups).toBe(before);
  const unknown = newChannelKey();
  expect((await ask('channel', `Bearer ${unknown}`)).status).toBe(401);
  keys.set(hashChannelKey(unknown), channelOf('visit'));
  expect((await ask('channel', `Bearer ${unknown}`)).status).toBe(200);
});

it('tells a store that is away from a key that is wrong', async () => {
  directoryAway = true;
  const response = await ask('channel', `Bearer ${newChannelKey()}`);
  directoryAway = false;
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
});

it('makes keys that are recognised, differ, and are stored as their hash', () => {
  expect(key).toMatch(/^sqk_[\w-]{43}$/);
  expect(newChannelKey()).not.toBe(key);
  expect(hashChannelKey(key)).toMatch(/^[0-9a-f]{64}$/);
});
