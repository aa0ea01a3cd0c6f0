import { randomUUID } from 'node:crypto';
import { appealAcknowledgementSchema, appealViewSchema, changesPageSchema, formatSequence, topics, type AppealAcknowledgement, type CaseSnapshot, type IssueAppealAnswered, type Transition } from '@suqiao/contracts';
import { caseEventOf, snapshotOf } from '../testing/case-events';
import { eventually, startIntake, type StartedIntake } from '../testing/started-intake';

let intake: StartedIntake;
let hotline: string;
beforeAll(async () => {
  intake = await startIntake();
  hotline = await intake.addChannel('hotline');
});
afterAll(() => intake.close());

const pushed = async () => appealAcknowledgementSchema.parse(await (await intake.post(hotline, randomUUID(), {
  channelReference: randomUUID(), title: '续贷难', content: '续贷被拒', appellant: { name: '某公司' },
})).json());
const view = async ({ trackingNumber }: AppealAcknowledgement) => appealViewSchema.parse(await (await intake.get(hotline, trackingNumber)).json());
const ref = ({ id, trackingNumber }: AppealAcknowledgement) => ({ caseId: id, trackingNumber });
type Step = readonly [of: AppealAcknowledgement, sequence: number, type: Transition['type'], over: Partial<CaseSnapshot>];

/** Publishes steps in turn, and waits until intake has taken each. */
const happen = async (...steps: readonly Step[]) => {
  for (const [of, sequence, type, over] of steps) {
    await intake.bus.publish([{ topic: topics.case, event: caseEventOf(snapshotOf(of.id, of.trackingNumber, sequence, over), { type }) }]);
    await eventually(() => intake.connection.collection<{ _id: string }>('appeals').findOne({ _id: of.id, 'timeline.sequence': sequence }));
  }
};
const closedInto = (lead: AppealAcknowledgement) => ({ state: 'closed', outcome: 'merged', mergedInto: ref(lead) }) as const;

it('both sides show a merge and its undoing, and the merged one speaks for itself again', async () => {
  const [first, second] = [await pushed(), await pushed()];
  await happen([first, 1, 'dispatched', {}], [second, 1, 'dispatched', {}], [first, 2, 'duplicateMerged', { duplicates: [ref(second)] }], [second, 2, 'merged', closedInto(first)]);
  await happen([first, 3, 'answered', { duplicates: [ref(second)], state: 'answered', answer: '一并答复' }]);
  await eventually(async () => (await view(second)).answer === '一并答复');
  expect(await view(second)).toMatchObject({ status: 'answered', mergedInto: first.trackingNumber });
  await happen([second, 3, 'unmerged', {}], [first, 4, 'duplicateUnmerged', { state: 'answered', answer: '一并答复' }]);
  expect(await view(second)).toMatchObject({ status: 'dispatched', answer: null, mergedInto: null, outcome: null, timeline: [{ type: 'dispatched' }, { type: 'merged' }, { type: 'unmerged' }] });
  expect((await view(first)).timeline.map(({ type }) => type)).toEqual(['dispatched', 'duplicateMerged', 'answered', 'duplicateUnmerged']);
});

it.each([['the later merge heard first', true], ['the earlier merge heard first', false]])('of cases that are merged one into another the one that goes on speaks: %s', async (_how, reversed) => {
  const [last, middle, first] = [await pushed(), await pushed(), await pushed()];
  await happen([last, 1, 'dispatched', {}], [middle, 1, 'dispatched', {}], [middle, 2, 'commented', {}], [first, 1, 'dispatched', {}]);
  await happen([middle, 3, 'duplicateMerged', { duplicates: [ref(first)] }], [first, 2, 'merged', closedInto(middle)]);
  const both: readonly Step[] = [[last, 2, 'duplicateMerged', { duplicates: [ref(middle), ref(first)], state: 'accepted' }], [middle, 4, 'merged', { ...closedInto(last), duplicates: [ref(first)] }]];
  await happen(...(reversed ? both.toReversed() : both));
  if (reversed) await happen([last, 3, 'accepted', { duplicates: [ref(middle), ref(first)], state: 'accepted' }]);
  await eventually(async () => (await view(first)).status === 'accepted');
  // The middle one goes its own way again, and what was merged into it goes with it.
  await happen([middle, 5, 'unmerged', { duplicates: [ref(first)], state: 'dispatched' }]);
  await eventually(async () => (await view(first)).status === 'dispatched');
  await happen([middle, 6, 'accepted', { duplicates: [ref(first)], state: 'accepted' }], [middle, 7, 'answered', { duplicates: [ref(first)], state: 'answered', answer: '另行答复' }]);
  await eventually(async () => (await view(first)).answer === '另行答复');
  expect(await view(last)).toMatchObject({ status: 'accepted', answer: null });
});

it('shows the channel what a common issue answered its appeal, once, and tells it in the feed', async () => {
  const appeal = await pushed();
  await happen([appeal, 1, 'dispatched', {}]);
  const issueId = randomUUID();
  const event: IssueAppealAnswered = {
    specversion: '1.0', id: `${issueId}:1:${appeal.id}`, source: '/suqiao/insight', type: 'commonIssue.appealAnswered', subject: appeal.id, time: '2026-11-24T02:00:00.000Z', datacontenttype: 'application/json',
    dataschema: 'urn:suqiao:schema:commonIssue.appealAnswered:1', sequence: formatSequence(1), partitionkey: appeal.id,
    data: { appealId: appeal.id, trackingNumber: appeal.trackingNumber, issueId, issueName: '续贷难', closing: 1, outcome: 'solved', reply: '无还本续贷已放开。', measure: null, at: '2026-11-24T02:00:00.000Z' },
  };
  await intake.bus.publish([{ topic: topics.commonIssue, event }, { topic: topics.commonIssue, event }]);
  const told = async () => changesPageSchema.parse(await (await fetch(`${intake.url}/api/v1/changes?limit=1000`, { headers: { authorization: `Bearer ${hotline}` } })).json()).items.filter(({ appealId, type }) => appealId === appeal.id && type === 'commonIssueAnswered');
  await eventually(async () => (await told()).length > 0);
  expect(await told()).toMatchObject([{ trackingNumber: appeal.trackingNumber, status: 'dispatched', at: '2026-11-24T02:00:00.000Z' }]);
  expect((await view(appeal)).issueAnswers).toEqual([{ at: '2026-11-24T02:00:00.000Z', name: '续贷难', outcome: 'solved', text: '无还本续贷已放开。' }]);
});
