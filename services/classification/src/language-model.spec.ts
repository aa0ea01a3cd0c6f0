import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AppealSummary } from '@suqiao/contracts';
import { sorterOf } from './classification.consumer';
import type { Classifier } from './domain/classifier';
import { LanguageModel, languageModelSettings } from './language-model';
import { segment } from './segmenter';

const linear: Classifier = { version: 'linear', classify: () => [] };
const choices = [{ code: 'financing', name: { zh: '融资', en: 'financing' } }];
const appeal: AppealSummary = {
  appealId: '01930000-0000-7000-8000-000000000000', trackingNumber: 'SQ20261123-00000000-0', channel: 'test', channelReference: '1', title: '贷款', content: '银行抽贷，电话 13800000000',
  occurredAt: null, receivedAt: '2026-11-23T01:00:00.000Z', appellantName: '某公司', creditCode: null, divisionCode: null, categoryCode: null, confidential: false,
};
const text = segment(appeal.title, appeal.content);
const completion = (content: string) => JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] });
const good = completion(JSON.stringify({ code: 'financing', certainty: 0.99, words: ['抽贷', '不在文中'] }));

describe('LanguageModel, asked over HTTP', () => {
  let server: Server;
  let answer: { status: number; body: string } | 'silence';
  let asked: { path: string | undefined; key: string | undefined; body: string }[];
  const model = (timeoutInMs = 10_000) => {
    const { port } = server.address() as AddressInfo;
    const settings = languageModelSettings({ LANGUAGE_MODEL_URL: `http://127.0.0.1:${String(port)}/v1/`, LANGUAGE_MODEL_NAME: 'm', LANGUAGE_MODEL_KEY: 'secret', LANGUAGE_MODEL_TIMEOUT_MS: String(timeoutInMs) });
    if (settings === null) throw new Error('no settings');
    return new LanguageModel(settings, choices);
  };

  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        asked.push({ path: request.url, key: request.headers.authorization, body: Buffer.concat(chunks).toString('utf8') });
        if (answer !== 'silence') response.writeHead(answer.status, { 'content-type': 'application/json', location: '/elsewhere' }).end(answer.body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('gives a classifier with its version, a bounded certainty and words of the text alone; long numbers are not sent', async () => {
    answer = { status: 200, body: good };
    const classifier = await model().classifierFor(appeal, text, linear);
    expect(classifier?.version).toBe('language-m');
    expect(classifier?.classify(text)).toEqual([{ code: 'financing', certainty: 0.8, words: ['抽贷'] }]);
    expect(asked).toMatchObject([{ path: '/v1/chat/completions', key: 'Bearer secret' }]);
    expect(asked[0]?.body).toContain('银行抽贷');
    expect(asked[0]?.body).not.toContain('13800000000');
  });

  it.each([
    ['an error', { status: 500, body: good }],
    ['a redirection', { status: 307, body: '' }],
    ['no JSON', { status: 200, body: 'sorry' }],
    ['prose in the answer', { status: 200, body: completion('融资') }],
    ['an unknown category', { status: 200, body: completion('{"code":"weather","certainty":1,"words":[]}') }],
  ])('leaves it to the linear model after %s, and rests', async (_, given) => {
    answer = given;
    const one = model();
    expect(await one.classifierFor(appeal, text, linear)).toBe(linear);
    expect(await one.classifierFor(appeal, text, linear)).toBe(linear);
    expect(asked).toHaveLength(1);
  });

  it('has its word in a decision, whose version names it', async () => {
    answer = { status: 200, body: good };
    const { port } = server.address() as AddressInfo;
    const sort = sorterOf({ LANGUAGE_MODEL_URL: `http://127.0.0.1:${String(port)}/v1`, LANGUAGE_MODEL_NAME: 'm' }, () => Promise.resolve(null));
    const sorting = await sort({ ...appeal, title: '抽贷', content: '资金' });
    expect(sorting.modelVersion).toMatch(/\+language-m$/);
    expect(asked).toHaveLength(1);
  });

  it('waits no longer than it may', async () => {
    answer = 'silence';
    expect(await model(50).classifierFor(appeal, text, linear)).toBe(linear);
  });

  it('sends nothing confidential, and nothing that has its category', async () => {
    answer = { status: 200, body: good };
    expect(await model().classifierFor({ ...appeal, confidential: true }, text, linear)).toBe(linear);
    expect(await model().classifierFor({ ...appeal, categoryCode: 'financing' }, text, linear)).toBe(linear);
    expect(asked).toHaveLength(0);
  });
});

describe('languageModelSettings', () => {
  it('is off by default', () => {
    expect(languageModelSettings({})).toBeNull();
  });

  it.each([
    [{ LANGUAGE_MODEL_URL: 'file:///x', LANGUAGE_MODEL_NAME: 'm' }, 'LANGUAGE_MODEL_URL'],
    [{ LANGUAGE_MODEL_URL: 'http://x' }, 'LANGUAGE_MODEL_NAME'],
    [{ LANGUAGE_MODEL_URL: 'http://x', LANGUAGE_MODEL_NAME: 'm', LANGUAGE_MODEL_TIMEOUT_MS: 'soon' }, 'LANGUAGE_MODEL_TIMEOUT_MS'],
  ])('refuses %j by name', (environment, variable) => {
    expect(() => languageModelSettings(environment)).toThrow(variable);
  });
});
