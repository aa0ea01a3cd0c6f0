import { randomUUID } from 'node:crypto';
import { appealClassifiedSchema, duplicatePageSchema, duplicateSchema, problemSchema, topics } from '@suqiao/contracts';
import type { AppealClassified, Duplicate, Reader } from '@suqiao/contracts';
import { uuidv7 } from 'uuidv7';
import { publishedStepOf } from '../testing/case-step';
import { classifiedOf } from '../testing/classified';
import { rewordedPairs } from '../testing/reworded-pairs';
import { eventually, startClassification, type StartedClassification } from '../testing/started-classification';

let classification: StartedClassification;
beforeAll(async () => {
  classification = await startClassification();
});
afterAll(() => classification.close());

type Appeal = AppealClassified['data']['appeal'];
const province: Partial<Reader> = {};
const lixia: Partial<Reader> = { level: 'county', divisionCode: '370102' };

/** An appeal of this moment, told by the matter's `way` (0: the enterprise's, 1: the hotline's). */
const told = (name: string, matter: number, way: 0 | 1, over: Partial<Appeal> = {}): Appeal => {
  const [title, content, otherTitle, otherContent] = rewordedPairs[matter] ?? ['', '', '', ''];
  const fill = (text: string) => text.replaceAll('{c}', name);
  const appealId = uuidv7();
  classification.subjects.add(appealId);
  return {
    ...classifiedOf({}).appeal, appealId, trackingNumber: `SQ-${appealId.slice(-6)}`, channel: way === 0 ? 'platform' : 'hotline', channelReference: appealId, appellantName: name,
    title: fill(way === 0 ? title : otherTitle), content: fill(way === 0 ? content : otherContent), receivedAt: new Date().toISOString(), ...over,
  };
};
/** Sorts appeals, one after the other, as the consumer takes them. */
const sorted = async (appeals: readonly Appeal[], division = '370102') => {
  for (const appeal of appeals) await classification.duplicates.compare(classifiedOf(appeal, division));
};
const list = async (query: string, reader: Partial<Reader> = province) => duplicatePageSchema.parse(await (await classification.ask(reader, `/duplicates?${query}`)).json());
const of = async ({ appealId }: Appeal, reader: Partial<Reader> = province) => (await list(`caseId=${appealId}`, reader)).items;
const refuse = (id: string, reader: Partial<Reader> = province) => classification.ask(reader, `/duplicates/${id}/refuse`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ reason: '两件不同的事项' }) });

const stepped = (...step: Parameters<typeof publishedStepOf>) => classification.bus.publish([publishedStepOf(...step)]);
const only = (found: readonly Duplicate[]): Duplicate => {
  const [one] = found;
  if (one === undefined || found.length > 1) throw new Error(`${String(found.length)} proposals`);
  return one;
};
const enterprise = () => `济南${randomUUID().slice(0, 6)}机械有限公司`;

describe('a duplicate is proposed', () => {
  it('when the event of its sorting comes, once, however often it comes, with its reason in words', async () => {
    const name = enterprise();
    const [first, second] = [told(name, 7, 0), told(name, 7, 1)];
    const events = [first, second, second, first].map((appeal) => appealClassifiedSchema.parse({
      specversion: '1.0', id: `${appeal.appealId}:classified`, source: '/suqiao/classification', type: 'appeal.classified', subject: appeal.appealId, time: appeal.receivedAt, datacontenttype: 'application/json',
      dataschema: 'urn:suqiao:schema:appeal.classified:2', partitionkey: appeal.appealId, data: classifiedOf(appeal),
    }));
    await classification.bus.publish(events.map((event) => ({ topic: topics.appealClassified, event })));
    const proposal = only(await eventually(async () => {
      const found = await of(second);
      return found.length > 0 && found;
    }));
    expect(proposal).toMatchObject({ id: `${first.appealId}:${second.appealId}`, kind: 'near', state: 'proposed', mergeable: false, earlier: { trackingNumber: first.trackingNumber }, later: { trackingNumber: second.trackingNumber, channel: 'hotline' } });
    expect(proposal.explanation.zh).toMatch(new RegExp(`^企业名称相同（${name}）；文字相同 \\d+%、要点相近 \\d+%，共有词语：.*行业协会.*；相隔不到一天；两个渠道$`));
  });

  it('of two that come at once, by one of them at least', async () => {
    const name = enterprise();
    const pairs = Array.from({ length: 10 }, (_, matter) => [told(name, matter + 1, 0), told(name, matter + 1, 1)] as const);
    await Promise.all(pairs.flat().map((appeal) => sorted([appeal])));
    for (const [one] of pairs) expect(only(await of(one)).state).toBe('proposed');
  });

  it('by the same text of a stranger, not of an enterprise that is known to be another, nor of another matter', async () => {
    const [title, content] = [`厂区外道路积水 ${randomUUID()}`, `连日降雨，${randomUUID()} 门前道路积水半米，货车无法进出，请尽快疏通排水管网。`];
    const [one, stranger, known] = [told('甲公司', 0, 0, { title, content }), told('一位市民', 0, 0, { title, content }), told('乙公司', 0, 0, { title, content })];
    const another = told('丙', 0, 0, { title, content, creditCode: '91370000163420000A' });
    await sorted([one, stranger]);
    expect(only(await of(one))).toMatchObject({ kind: 'exact', reason: { sameName: false, similarity: 1 } });
    await sorted([known, another]);
    expect((await of(known)).map(({ earlier, later }) => [earlier.trackingNumber, later.trackingNumber])).toEqual(expect.arrayContaining([[stranger.trackingNumber, known.trackingNumber], [known.trackingNumber, another.trackingNumber]]));
    expect((await of(known)).some(({ earlier }) => earlier.trackingNumber === one.trackingNumber)).toBe(false);
    const coded = told('戊', 0, 0, { title, content, creditCode: '91350100M000100Y43' });
    await sorted([coded]);
    expect((await of(coded)).some(({ earlier }) => earlier.trackingNumber === another.trackingNumber)).toBe(false);
    const other = told('甲公司', 17, 0);
    await sorted([other]);
    expect(await of(other)).toEqual([]);
  });
});

it('a proposal is of those who may see both appeals', async () => {
  const name = enterprise();
  const [here, there] = [told(name, 1, 0), told(name, 1, 1)];
  await sorted([here]);
  await sorted([there], '370202');
  expect(await of(there)).toHaveLength(1);
  for (const reader of [lixia, { divisionCode: '370202' }, { role: 'unitHead', unitId: '370102-market-regulation' } as const]) {
    expect(await of(there, reader)).toEqual([]);
    expect((await refuse(`${here.appealId}:${there.appealId}`, reader)).status).toBe(404);
  }
  expect((await classification.ask({ role: 'analyst' }, '/duplicates')).status).toBe(403);
  await stepped(there, 1, 'dispatched');
  await stepped(here, 1, 'dispatched');
  await eventually(async () => (await of(there, lixia)).length === 1);
  await eventually(async () => (await of(there, { role: 'unitHead', unitId: '370102-market-regulation', level: 'county', divisionCode: '370102' })).length === 1);
});

it('a refused proposal never comes back, and a decided one is not refused', async () => {
  const name = enterprise();
  const [first, second] = [told(name, 2, 0), told(name, 2, 1)];
  await sorted([first, second]);
  const { id } = only(await of(first));
  expect((await refuse(id, { role: 'unitHandler' })).status).toBe(403);
  expect(duplicateSchema.parse(await (await refuse(id)).json())).toMatchObject({ state: 'refused', refusal: '两件不同的事项', decidedByName: '读者' });
  await sorted([second, first]);
  expect(only(await of(first)).state).toBe('refused');
  const again = await refuse(id);
  expect([again.status, problemSchema.parse(await again.json()).state]).toEqual([409, 'refused']);
});

it('a proposal\'s state follows the merge of the cases and its undoing, also where events come late or twice', async () => {
  const name = enterprise();
  const [first, second] = [told(name, 3, 0), told(name, 3, 1)];
  // Both cases are heard of before their appeals are compared.
  await stepped(first, 1, 'dispatched');
  await stepped(second, 1, 'dispatched');
  await eventually(async () => (await classification.connection.collection<{ _id: string }>('duplicate_candidates').countDocuments({ _id: { $in: [first.appealId, second.appealId] }, sequence: 1 })) === 2);
  await sorted([first, second]);
  expect(only((await list(`caseId=${second.appealId}&mergeable=true`)).items)).toMatchObject({ mergeable: true, later: { caseState: 'dispatched' } });
  const into = { caseId: first.appealId, trackingNumber: first.trackingNumber };
  const merged = { state: 'closed', outcome: 'merged', mergedInto: into } as const;
  await stepped(second, 2, 'merged', merged);
  const closed = await eventually(async () => {
    const found = only(await of(second));
    return found.state === 'merged' && found;
  });
  expect(closed).toMatchObject({ decidedByName: '周桥', mergeable: false, later: { mergedInto: first.trackingNumber } });
  await stepped(second, 3, 'unmerged');
  await eventually(async () => only(await of(second)).state === 'undone');
  await stepped(second, 2, 'merged', merged);
  await stepped(second, 4, 'accepted', { state: 'accepted' });
  await eventually(async () => only(await of(second)).later.caseState === 'accepted');
  expect(only(await of(second))).toMatchObject({ state: 'undone', later: { mergedInto: null } });
  // A third telling is proposed against the one that goes on, not against one that was merged away.
  await stepped(second, 5, 'merged', merged);
  await eventually(async () => only(await of(second)).state === 'merged');
  const third = told(name, 3, 1);
  await sorted([third]);
  expect(only(await of(third)).earlier.trackingNumber).toBe(first.trackingNumber);
});

it('what a new appeal is compared with does not grow with the store', async () => {
  const name = enterprise();
  const candidates = classification.connection.collection('duplicate_candidates');
  await sorted([told(name, 4, 0)]);
  const [model] = await candidates.find({ appellantName: name }).toArray();
  await candidates.insertMany(Array.from({ length: 3000 }, () => ({ ...model, _id: uuidv7() as never })));
  await sorted([told(name, 4, 1)]);
  expect((await list('state=proposed&limit=200')).items.filter(({ later }) => later.appellantName === name)).toHaveLength(3);
  const { executionStats } = await candidates.find({ bands: { $in: model?.['bands'] as number[] }, receivedAt: { $gte: new Date(0) } }).sort({ receivedAt: -1 }).limit(64).explain('executionStats') as { executionStats: { totalDocsExamined: number; totalKeysExamined: number } };
  expect(executionStats.totalDocsExamined).toBeLessThan(64 * 16 + 1);
  expect(executionStats.totalKeysExamined).toBeLessThan(64 * 16 * 2);
});

it('follows every case beside one that is poison', async () => {
  const appeals = Array.from({ length: 24 }, () => told(enterprise(), 5, 0));
  const steps = appeals.map((appeal) => publishedStepOf(appeal, 1, 'dispatched'));
  const poison = publishedStepOf(told(enterprise(), 1, 0), 1, 'dispatched', { divisionCode: '999999' });
  await classification.bus.publish([...steps.slice(0, 12), poison, ...steps.slice(12)]);
  const ids = appeals.map(({ appealId }) => appealId);
  await eventually(async () => (await classification.connection.collection('duplicate_candidates').countDocuments({ _id: { $in: ids as never[] }, caseState: 'dispatched' })) === ids.length);
});
