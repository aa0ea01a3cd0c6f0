import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { caseEventSchema, caseKnowledgeSchema, policyPageSchema, policySchema, problemSchema, readerSchema, type CaseSnapshot, type PolicyDetails, type Reader, type Transition } from '@suqiao/contracts';
import { AccessGuard, CHANNEL_DIRECTORY, READER_TOKENS, type ReaderTokens } from '@suqiao/infra/auth';
import { createHttpApplication } from '@suqiao/infra/http';
import { MONGO, MongoModule } from '@suqiao/infra/mongo';
import { nestLogger } from '@suqiao/infra/telemetry';
import type { Connection } from 'mongoose';
import { classifiedOf, type AppealChanges } from '../testing/appeals';
import { AppealsStore } from './appeals.store';
import { KnowledgeController } from './knowledge.controller';
import { KnowledgeStore } from './knowledge.store';
import { PoliciesStore } from './policies.store';

/** Tokens that are the reader in JSON: who signs tokens is another part's test. */
const plainTokens: ReaderTokens = { readerOf: (token) => Promise.resolve(readerSchema.parse(JSON.parse(Buffer.from(token, 'base64url').toString('utf8')))) };
const environment = { ...process.env, MONGODB_URI: (process.env['MONGODB_URI'] ?? '').replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*/, `$1/knowledge-${randomUUID()}`) };

/** Knowledge without the consumer: whoever else is on this broker would be heard. */
@Module({
  imports: [MongoModule.forRoot(environment, 'knowledge-test')], controllers: [KnowledgeController],
  providers: [AppealsStore, KnowledgeStore, PoliciesStore, { provide: READER_TOKENS, useValue: plainTokens }, { provide: CHANNEL_DIRECTORY, useValue: { findByKeyHash: () => Promise.resolve(null) } }, { provide: APP_GUARD, useClass: AccessGuard }],
})
class KnowledgeUnderTest {}

const sample = caseEventSchema.parse(JSON.parse(readFileSync(resolve(__dirname, '../../../contracts/src/samples/case.closed.v2.json'), 'utf8'))).data;
const analyst: Partial<Reader> = { role: 'analyst', level: 'province', divisionCode: '370000' };
const lixia: Partial<Reader> = { role: 'supervisor', level: 'county', divisionCode: '370102' };

let application: Awaited<ReturnType<typeof createHttpApplication>>;
let url: string;
beforeAll(async () => {
  application = await createHttpApplication(KnowledgeUnderTest, nestLogger('knowledge-test'));
  await application.listen(0, '127.0.0.1');
  url = await application.getUrl();
});
afterAll(async () => {
  await application.get<Connection>(MONGO).dropDatabase();
  await application.close();
});

const ask = (reader: Partial<Reader>, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
  const whole: Reader = { subject: 'reader', name: '读者', role: 'analyst', level: 'province', divisionCode: '370000', unitId: null, ...reader };
  return fetch(`${url}/api/v1/insight${path}`, {
    method, ...(body !== undefined && { body: JSON.stringify(body) }),
    headers: { authorization: `Bearer ${Buffer.from(JSON.stringify(whole)).toString('base64url')}`, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
  });
};
const raised = async (over: AppealChanges) => {
  const { data } = classifiedOf(over);
  await application.get(AppealsStore).classified(data);
  return data.appeal;
};
/** A step of an appeal's case, which has left it closed and answered unless told otherwise. */
const stepped = async ({ appealId, trackingNumber, title, appellantName }: Awaited<ReturnType<typeof raised>>, over: Partial<CaseSnapshot>, transition: Partial<Transition> = {}) => {
  const snapshot: CaseSnapshot = { ...sample.case, caseId: appealId, trackingNumber, title, appellantName, confidential: false, ...over };
  await application.get(AppealsStore).follow(snapshot);
  await application.get(KnowledgeStore).follow({ case: snapshot, transition: { ...sample.transition, ...transition } });
};
const knowledgeOf = async (reader: Partial<Reader>, caseId: string) => caseKnowledgeSchema.parse(await (await ask(reader, 'GET', `/cases/${caseId}/knowledge`)).json());

const powerCut = { title: '工业园频繁停电', content: '工业园夏天停电，变压器容量不够，半成品报废，请求增容', categoryCode: 'energy-and-environment.power-supply' };

it('shows the handler the most alike answered cases with why: named within the jurisdiction, elsewhere only the answer, nobody named in it', async () => {
  const asked = await raised(powerCut);
  const near = await raised({ ...powerCut, title: '园区停电影响生产', content: '变压器容量不够，园区夏天停电，请求增容', appellantName: '历下恒通机械有限公司' });
  await stepped(near, { categoryCode: powerCut.categoryCode, divisionCode: '370102', answer: '历下恒通机械有限公司：变压器已增容，请联系13812345678', satisfaction: 'satisfied', sequence: 9 });
  const far = await raised({ ...powerCut, title: '工业园停电', divisionCode: '370202', appellantName: '青岛远航食品有限公司' });
  await stepped(far, { categoryCode: powerCut.categoryCode, divisionCode: '370202', answer: '青岛远航食品有限公司所在园区已列入改造计划', sequence: 9 });
  const other = await raised({ title: '银行不续贷', content: '流动资金贷款到期银行不予续贷', categoryCode: 'financing.loan-withdrawn' });
  await stepped(other, { categoryCode: 'financing.loan-withdrawn', divisionCode: '370102', answer: '已续贷', sequence: 9 });

  const { answered } = await knowledgeOf(lixia, asked.appealId);
  expect(answered).toHaveLength(2);
  expect(answered.find((one) => one.case !== null)).toMatchObject({ case: { caseId: near.appealId, trackingNumber: near.trackingNumber }, answer: '某企业：变压器已增容，请联系＊＊＊', satisfaction: 'satisfied', words: expect.arrayContaining(['停电', '变压器']), categoryCode: powerCut.categoryCode });
  const elsewhere = answered.find((one) => one.case === null);
  expect(elsewhere?.answer).toBe('某企业所在园区已列入改造计划');
  expect(JSON.stringify(answered)).not.toMatch(/恒通机械有限公司：|远航|13812345678/);
  expect((await knowledgeOf(analyst, asked.appealId)).answered.every((one) => one.case !== null)).toBe(true);
  expect((await ask({ ...lixia, divisionCode: '370202' }, 'GET', `/cases/${asked.appealId}/knowledge`)).status).toBe(404);

  // Taken up again, an older step that comes once more, and closed anew.
  await stepped(near, { state: 'dispatched', answer: null, outcome: null, closedAt: null, sequence: 10 }, { type: 'reopened', fromState: 'closed' });
  await stepped(near, { categoryCode: powerCut.categoryCode, divisionCode: '370102', answer: '旧答复', sequence: 9 });
  expect((await knowledgeOf(lixia, asked.appealId)).answered).toHaveLength(1);
  await stepped(near, { categoryCode: powerCut.categoryCode, divisionCode: '370102', answer: '第二次答复', sequence: 12 });
  expect((await knowledgeOf(lixia, asked.appealId)).answered.map(({ answer }) => answer)).toContain('第二次答复');
  await stepped(near, { confidential: true, answer: '第二次答复', sequence: 13 }, { type: 'confidentialSet', fromState: 'closed' });
  expect((await knowledgeOf(lixia, asked.appealId)).answered).toHaveLength(1);
});

it('shows the policies that apply, by category or by words, those in force alone', async () => {
  const asked = await raised({ title: '镇政府拖欠货款', content: '给镇政府供货三年，货款一直不付', categoryCode: 'arrears-by-public-bodies.government-arrears' });
  const { policies } = await knowledgeOf(lixia, asked.appealId);
  expect(policies.map(({ number }) => number)).toContain('国务院令第802号');
  expect(policies.find(({ number }) => number === '国务院令第802号')).toMatchObject({ categoryCode: 'arrears-by-public-bodies' });
  expect(policies.map(({ number }) => number)).not.toContain('国务院令第736号');
});

it('lets analysts of the province keep the library, over nobody\'s change', async () => {
  const details: PolicyDetails = { title: '园区供电保障若干措施', number: null, issuer: '某省能源局', sourceUrl: 'https://example.org/policy', validFrom: '2026-01-01', validTo: null, categories: ['energy-and-environment.power-supply'], text: '园区变压器增容由供电企业投资，停电须提前七日通知。' };
  expect((await ask(lixia, 'POST', '/policies', details)).status).toBe(403);
  expect((await ask({ ...analyst, level: 'city', divisionCode: '370100' }, 'POST', '/policies', details)).status).toBe(403);
  const wrong = problemSchema.parse(await (await ask(analyst, 'POST', '/policies', { ...details, categories: ['no-such'] })).json());
  expect(wrong.errors?.map(({ pointer, rule }) => [pointer, rule])).toEqual([['/categories/0', 'categoryCode.unknown']]);
  const ended = problemSchema.parse(await (await ask(analyst, 'POST', '/policies', { ...details, validTo: '2025-01-01' })).json());
  expect(ended.errors?.map(({ pointer, rule }) => [pointer, rule])).toEqual([['/validTo', 'policy.ended']]);
  const entered = policySchema.parse(await (await ask(analyst, 'POST', '/policies', details)).json());
  const asked = await raised(powerCut);
  expect((await knowledgeOf(lixia, asked.appealId)).policies[0]).toMatchObject({ policyId: entered.policyId, words: expect.arrayContaining(['停电']) });

  const change = (version: string | null) => ask(analyst, 'PUT', `/policies/${entered.policyId}`, { ...details, validTo: '2026-01-02' }, version === null ? {} : { 'if-match': version });
  expect([(await change(null)).status, (await change('"7"')).status]).toEqual([428, 412]);
  const changed = await change('"1"');
  expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"']);
  expect((await change('"1"')).status).toBe(412);
  expect((await knowledgeOf(lixia, asked.appealId)).policies.map(({ policyId }) => policyId)).not.toContain(entered.policyId);
  const first = policyPageSchema.parse(await (await ask(lixia, 'GET', '/policies?limit=4')).json());
  expect([first.items.length, first.total]).toEqual([4, 10]);
  const rest = policyPageSchema.parse(await (await ask(lixia, 'GET', `/policies?limit=100&cursor=${encodeURIComponent(first.nextCursor ?? '')}`)).json());
  expect(new Set([...first.items, ...rest.items].map(({ policyId }) => policyId)).size).toBe(10);
  expect(policyPageSchema.parse(await (await ask(lixia, 'GET', '/policies?category=energy-and-environment.power-supply')).json()).items.map(({ policyId }) => policyId)).toEqual([entered.policyId]);
});
