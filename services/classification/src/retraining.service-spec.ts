import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelListSchema, modelRetrainingSchema, problemSchema, type AppealReceived, type ModelList, type Sorting } from '@suqiao/contracts';
import { generateAppeal } from '@suqiao/directory';
import { ScheduleNotFoundError } from '@temporalio/client';
import { stringify } from 'csv-stringify/sync';
import { uuidv7 } from 'uuidv7';
import { caseStepOf } from '../testing/case-step';
import { classifiedOf } from '../testing/classified';
import { eventually } from '../testing/started-classification';
import { startRetraining, type StartedRetraining } from '../testing/started-retraining';
import { trainLinearModel } from './domain/linear-model';
import { isHeldBack } from './domain/retraining';
import { readLabelledTexts } from './labelled-texts';
import { writeModel } from './model-file';
import { arrangeSchedule } from './retraining.schedule';
import { seededRandom } from './seeded-random';
import { segment } from './segmenter';

const folder = mkdtempSync(join(tmpdir(), 'retraining-'));
const [texts, model] = [join(folder, 'texts.csv'), join(folder, 'model.json')];
let learning: StartedRetraining;
beforeAll(async () => {
  // Fewer texts than ship, so that each training is a matter of a second.
  const random = seededRandom(1);
  const rows = Array.from({ length: 80 }, () => generateAppeal(random)).map(({ appeal, expectedCategory }) => [appeal.title, appeal.content, expectedCategory]);
  writeFileSync(texts, stringify(rows, { header: true, columns: ['title', 'detail', 'label'] }));
  writeModel(model, trainLinearModel(readLabelledTexts(texts), 'deployed-1', seededRandom(1)));
  Object.assign(process.env, { CATEGORY_TEXTS: texts, CATEGORY_MODEL: model });
  learning = await startRetraining();
});
afterAll(async () => {
  await learning.close();
  rmSync(folder, { recursive: true });
});

const found = 'others.consultation';
const right = 'logistics.port-and-rail';
const wrong = 'taxes-and-fees.tax-refund';
const matters = ['海参苗种滩涂赤潮绝收', '养殖池海水倒灌苗种死亡', '赤潮来了海参大批化皮', '滩涂承包海参苗种无人验收'];
const title = '海参养殖';

/** Ids of appeals that a retraining holds back, or learns from. */
const idsOf = (count: number, areHeldBack: boolean): string[] => {
  const ids: string[] = [];
  while (ids.length < count) {
    const id = uuidv7();
    if (isHeldBack(id) === areHeldBack) ids.push(id);
  }
  return ids;
};
const receivedOf = (appealId: string, at: number, over: Partial<AppealReceived['data']> = {}): AppealReceived => ({
  specversion: '1.0', id: `${appealId}:received`, source: '/suqiao/intake', type: 'appeal.received', subject: appealId, time: new Date().toISOString(), datacontenttype: 'application/json',
  dataschema: 'urn:suqiao:schema:appeal.received:2', partitionkey: appealId,
  data: { ...classifiedOf({}).appeal, appealId, trackingNumber: `SQ-${appealId.slice(-6)}`, title, content: `某公司：${matters[at % matters.length] ?? ''}，电话 13800000000`, ...over },
});
const foundSorting: Sorting = { ...classifiedOf({}).sorting, category: { ...classifiedOf({}).sorting.category, value: found } };
/** An appeal that was sorted, and whose category a supervisor then corrects. */
const corrected = async (appealId: string, at: number, categoryCode: string, over: Partial<AppealReceived['data']> = {}) => {
  const received = receivedOf(appealId, at, over);
  await learning.decisions.decide(received, foundSorting);
  const step = caseStepOf(received.data, 2, 'transferred', { categoryCode });
  await learning.corrections.follow(step);
  return step;
};
const models = async (): Promise<ModelList> => modelListSchema.parse(await (await learning.ask({}, 'GET', '/classification/models')).json());
const retrain = () => learning.ask({ role: 'administrator', name: '管理员' }, 'POST', '/classification/models/retrainings');
/** Retrains, and waits until it is on record what became of it. */
const retrained = async () => {
  const answer = await retrain();
  expect(answer.status).toBe(202);
  const { retrainingId } = modelRetrainingSchema.parse(await answer.json());
  return eventually(async () => (await models()).retrainings.find((one) => one.retrainingId === retrainingId && one.endedAt !== null), 90_000);
};

it('keeps a correction once, without what names anybody, and announces it; a step that leaves the category corrects nothing', async () => {
  const [id = '', confidential = '', same = ''] = [uuidv7(), uuidv7(), uuidv7()];
  const step = await corrected(id, 0, right);
  await learning.corrections.follow(step);
  await corrected(confidential, 0, right, { confidential: true });
  await corrected(same, 0, found);
  const documents = learning.connection.collection<{ _id: string }>('classification_corrections');
  expect(await documents.find({ _id: { $in: [id, confidential, same] } }, { projection: { title: 1, content: 1, categoryCode: 1, from: 1 } }).toArray()).toEqual([
    { _id: id, title, content: expect.not.stringMatching(/某公司|\d/), categoryCode: right, from: found },
  ]);
  const event = await eventually(() => Promise.resolve(learning.heard.get(`${id}:corrected:2`)));
  expect(event).toMatchObject({ type: 'appeal.categoryCorrected', data: { appealId: id, from: found, to: right, modelVersion: 'test' } });
  // An older step that comes late changes nothing; a newer one replaces it.
  await learning.corrections.follow(caseStepOf({ appealId: id, trackingNumber: 'SQ' }, 1, 'transferred', { categoryCode: wrong }));
  await learning.corrections.follow(caseStepOf({ appealId: id, trackingNumber: 'SQ' }, 3, 'transferred', { categoryCode: wrong }));
  expect(await documents.findOne({ _id: id }, { projection: { categoryCode: 1, sequence: 1 } })).toEqual({ _id: id, categoryCode: wrong, sequence: 3 });
  await documents.deleteMany({});
});

it('does nothing on too few corrections; takes a better model over in every process; refuses a worse one, and says why; one at a time', async () => {
  expect(await retrained()).toMatchObject({ outcome: 'tooFew', startedByName: '管理员', candidateVersion: null });
  const classifier = await learning.model.classifier();
  expect(classifier?.version).toBe('deployed-1');

  for (const [at, id] of [...idsOf(12, true), ...idsOf(30, false)].entries()) await corrected(id, at, right);
  const better = await retrained();
  expect(better).toMatchObject({ outcome: 'tookOver', comparison: { heldBack: 12, candidateRight: 12, inServiceVersion: classifier?.version, marginTexts: 2 } });
  expect(better.comparison?.inServiceRight).toBeLessThan(10);
  expect(better.reason?.zh).toContain('12');
  await learning.model.look();
  const taken = await learning.model.classifier();
  expect(taken?.version).toBe(better.candidateVersion);
  expect(taken?.classify(segment(title, matters[0] ?? ''))[0]?.code).toBe(right);
  expect((await models()).items).toMatchObject([{ version: better.candidateVersion, origin: 'trained', inService: true, corrections: 30 }, { version: classifier?.version, origin: 'shipped', inService: false }]);

  // Learnt from, but not held back: a model that learns these is wrong on what is held back.
  for (const [at, id] of idsOf(120, false).entries()) await corrected(id, at, wrong);
  const [worse] = await Promise.all([retrained(), eventually(async () => (await models()).retrainings[0]?.outcome === 'running').then(async () => {
    const second = await retrain();
    expect(second.status).toBe(409);
    expect(problemSchema.parse(await second.json())).toMatchObject({ state: 'running' });
  })]);
  expect(worse).toMatchObject({ outcome: 'refused', comparison: { inServiceRight: 12, inServiceVersion: better.candidateVersion } });
  expect(worse.comparison?.candidateRight).toBeLessThan(12);
  await learning.model.look();
  expect((await learning.model.classifier())?.version).toBe(better.candidateVersion);
});

it('lets a model sort again that did before, on the audit trail first, and none that never did', async () => {
  const choose = (version: string, over: object = {}) => learning.ask({ role: 'administrator', name: '管理员', ...over }, 'POST', '/classification/models/service', { version, reason: '新模型把贷款都归到了税务' });
  const before = (await models()).items;
  const shipped = before.find(({ origin }) => origin === 'shipped');
  const serving = before.find(({ inService }) => inService)?.version ?? '';
  expect((await choose('never-was')).status).toBe(404);
  const refusedOnce = (await models()).retrainings.find(({ outcome }) => outcome === 'refused')?.candidateVersion ?? '';
  expect((await choose(refusedOnce)).status).toBe(404);
  const again = await choose(serving);
  expect([again.status, problemSchema.parse(await again.json()).state]).toEqual([409, 'inService']);
  expect((await choose(shipped?.version ?? '', { level: 'county', divisionCode: '370102' })).status).toBe(403);

  const back = modelListSchema.parse(await (await choose(shipped?.version ?? '')).json());
  expect(back.items.filter(({ inService }) => inService).map(({ version }) => version)).toEqual(['deployed-1']);
  expect((await learning.model.classifier())?.version).toBe('deployed-1');
  await choose(serving);
  expect((await learning.model.classifier())?.version).toBe(serving);
  const entries = await learning.connection.collection('audit_entries').find({ action: 'modelChosen' }, { projection: { _id: 0, object: 1, details: 1, reason: 1 } }).toArray();
  expect(entries).toEqual([
    { object: { kind: 'model', id: 'deployed-1', name: 'deployed-1' }, details: { before: serving }, reason: '新模型把贷款都归到了税务' },
    { object: { kind: 'model', id: serving, name: serving }, details: { before: 'deployed-1' }, reason: '新模型把贷款都归到了税务' },
  ]);
});

it('is for administrators and analysts; the province\'s begin one', async () => {
  expect((await learning.ask({ role: 'unitHandler', unitId: '370102-federation' }, 'GET', '/classification/models')).status).toBe(403);
  expect((await learning.ask({ level: 'county', divisionCode: '370102' }, 'POST', '/classification/models/retrainings')).status).toBe(403);
  expect((await learning.ask({ role: 'supervisor' }, 'POST', '/classification/models/retrainings')).status).toBe(403);
});

it('arranges one schedule, however often, at the time that the environment says, and takes it away again', async () => {
  const id = `retraining-test-${randomUUID()}`;
  const handle = learning.client.schedule.getHandle(id);
  const hourOf = async () => (await handle.describe()).spec.calendars?.map(({ hour }) => hour);
  await arrangeSchedule(learning.client, {}, id);
  await arrangeSchedule(learning.client, {}, id);
  expect(await hourOf()).toMatchObject([[{ start: 2 }]]);
  expect((await handle.describe()).spec.timezone).toBe('Asia/Shanghai');
  await arrangeSchedule(learning.client, { MODEL_RETRAINING: '30 4 * * 1' }, id);
  expect(await hourOf()).toMatchObject([[{ start: 4 }]]);
  await arrangeSchedule(learning.client, { MODEL_RETRAINING: 'off' }, id);
  await arrangeSchedule(learning.client, { MODEL_RETRAINING: 'off' }, id);
  await expect(handle.describe()).rejects.toBeInstanceOf(ScheduleNotFoundError);
});
