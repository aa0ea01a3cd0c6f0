import 'reflect-metadata';
import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { dryRunSchema, problemSchema, routingSchema, type Reader, type RoutingRule } from '@suqiao/contracts';
import { AccessGuard, CHANNEL_DIRECTORY, READER_TOKENS } from '@suqiao/infra/auth';
import { createHttpApplication } from '@suqiao/infra/http';
import { EventBus } from '@suqiao/infra/kafka';
import { MONGO, MongoModule } from '@suqiao/infra/mongo';
import { nestLogger } from '@suqiao/infra/telemetry';
import type { Connection } from 'mongoose';
import { uuidv7 } from 'uuidv7';
import { classified, type SortedChanges } from '../testing/cases';
import { DispatchStore } from './dispatch.store';
import { RoutingController } from './routing.controller';

const environment = { ...process.env, MONGODB_URI: process.env['MONGODB_URI']?.replace('/?', `/routing-${String(process.pid)}?`) };
const administrator: Reader = { subject: 'admin', name: '管理员', role: 'administrator', level: 'province', divisionCode: '370000', unitId: null };

@Global()
@Module({ providers: [{ provide: EventBus, useValue: { publish: () => Promise.resolve() } }], exports: [EventBus] })
class SilentBus {}
@Module({
  imports: [MongoModule.forRoot(environment, 'routing-test'), SilentBus], controllers: [RoutingController],
  providers: [
    DispatchStore, { provide: APP_GUARD, useClass: AccessGuard }, { provide: CHANNEL_DIRECTORY, useValue: { findByKeyHash: () => Promise.resolve(null) } },
    { provide: READER_TOKENS, useValue: { readerOf: (token: string) => Promise.resolve({ ...administrator, level: token }) } },
  ],
})
class RoutingUnderTest {}

let application: NestFastifyApplication;
let url: string;
let connection: Connection;
beforeAll(async () => {
  application = await createHttpApplication(RoutingUnderTest, nestLogger('routing-test'));
  await application.listen(0, '127.0.0.1');
  url = `${await application.getUrl()}/api/v1/directory/routing`;
  connection = application.get<Connection>(MONGO);
  for (const changes of [{}, {}, { division: '370202' }, { unsure: ['category'] }] satisfies SortedChanges[]) {
    const { appeal, sorting } = classified(changes);
    await connection.collection<{ readonly _id: string }>('cases').insertOne({ _id: uuidv7(), ...{ trackingNumber: appeal.trackingNumber, title: appeal.title, receivedAt: appeal.receivedAt, sorting, outboxSince: null } });
  }
});
afterAll(async () => {
  await connection.dropDatabase();
  await application.close();
});

const ask = (path = '', body?: unknown, level = 'province') => fetch(`${url}${path}`, { method: body === undefined ? 'GET' : 'POST', headers: { authorization: `Bearer ${level}`, 'content-type': 'application/json' }, ...(body !== undefined && { body: JSON.stringify(body) }) });
const rulesInForce = async () => routingSchema.parse(await (await ask()).json());

describe('routing rules', () => {
  it('are read with the departments that they may name, by the province\'s administrators', async () => {
    const { items, departments } = await rulesInForce();
    expect(items.find(({ category }) => category === 'approvals.registration')).toEqual({ category: 'approvals.registration', division: null, level: null, department: 'market-regulation' });
    expect(departments.map(({ code }) => code)).toEqual(expect.arrayContaining(['federation', 'market-regulation']));
    for (const level of ['county', 'city']) expect((await ask('', undefined, level)).status).toBe(403);
  });

  it('are tried on past appeals: from where to where, and of how many', async () => {
    const { items } = await rulesInForce();
    const rule: RoutingRule = { category: 'approvals.registration', division: '370102', level: null, department: 'federation' };
    const tried = async (body: object) => dryRunSchema.parse(await (await ask('/dry-run', body)).json());
    expect(await tried({ rules: items })).toEqual({ looked: 4, moved: 0, flows: [], items: [], truncated: false });
    expect(await tried({ rules: [...items, rule] })).toMatchObject({ looked: 4, moved: 2, flows: [{ from: { unitId: '370102-market-regulation' }, to: { unitId: '370102-federation' }, appeals: 2 }] });
    // The newest two: the one of another city, and the one that nobody is sure of.
    expect(await tried({ rules: [...items, rule], last: 2 })).toMatchObject({ looked: 2, moved: 0 });
    expect(await connection.collection('cases').countDocuments({ sequence: { $exists: true } })).toBe(0);
  });

  it('are refused by name where they say something that there is not', async () => {
    const rule = { category: 'approvals.registration', division: null, level: null, department: 'federation' };
    const faults = async (over: object) => {
      const response = await ask('/dry-run', { rules: [rule, { ...rule, ...over }] });
      return [response.status, problemSchema.parse(await response.json()).errors?.map((fault) => `${fault.pointer ?? ''} ${fault.rule}`)];
    };
    expect(await faults({ category: 'nothing' })).toEqual([400, ['/rules/1/category categoryCode.unknown']]);
    expect(await faults({ division: '990000', department: 'magic' })).toEqual([400, ['/rules/1/division divisionCode.unknown', '/rules/1/department department.unknown']]);
    expect((await ask('/dry-run', { rules: [] })).status).toBe(400);
    expect((await ask('/dry-run', { rules: [rule] }, 'city')).status).toBe(403);
  });
});
