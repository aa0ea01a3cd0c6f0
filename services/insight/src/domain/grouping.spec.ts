import fc from 'fast-check';
import { groupingRules } from '../grouping-rules';
import { groupAll, groupStream, inOrderOfTime } from './group-runs';
import { Grouping, type GroupingState } from './grouping';
import type { GroupChange } from './membership';
import { messageOf } from '../message-file';

const message = (id: string, title: string, detail: string, day = 1, user = id) => messageOf({ id, user, title, detail, atMs: day * 86_400_000 });

/** Two matters told three times each, and others of which each is told once. */
const messages: readonly ReturnType<typeof message>[] = [
  message('a1', '云栖园区污水外溢影响生产', '云栖园区三号厂房门前污水管道外溢，臭味很大，影响企业生产，请尽快维修管道。', 1),
  message('a2', '云栖园区三号厂房污水管道外溢', '园区三号厂房门前污水外溢一周，管道没有人维修，生产受到影响。', 3),
  message('a3', '请维修云栖园区外溢的污水管道', '云栖园区污水管道外溢，臭味难闻，三号厂房生产受影响，请维修。', 9),
  message('b1', '稳岗补贴申请系统打不开', '申请稳岗补贴时系统一直打不开，提交材料失败，请修复申请系统。', 2),
  message('b2', '稳岗补贴系统提交失败', '稳岗补贴申请系统打不开，材料提交失败已经三天。', 4),
  message('b3', '无法申请稳岗补贴', '稳岗补贴申请系统一直打不开，提交失败，请修复。', 5),
  message('c1', '公交线路延长到会展中心', '建议把公交线路延长到会展中心，方便职工上下班。', 6),
  message('d1', '出口退税到账慢', '出口退税申报两个月没有到账，资金周转困难。', 7),
  message('e1', '展会摊位费用偏高', '参加春季展会的摊位费用偏高，希望减免。', 8),
  message('f1', '专利年费减缴如何办理', '小微企业专利年费减缴需要哪些证明？', 8),
];
const expected = [['a1', 'a2', 'a3'], ['b1', 'b2', 'b3'], ['c1'], ['d1'], ['e1'], ['f1']];
const sorted = (groups: readonly (readonly string[])[]) => groups.map((group) => [...group].sort()).sort((x, y) => ((x[0] ?? '') < (y[0] ?? '') ? -1 : 1));
const contents = (grouping: Grouping) => grouping.groupIds().map((group) => grouping.membersOf(group));
const groupWith = (grouping: Grouping, id: string) => grouping.membersOf(grouping.groupOf(id) ?? '');
const streamed = () => {
  const grouping = new Grouping(groupingRules);
  for (const each of inOrderOfTime(messages)) grouping.add(each);
  return grouping;
};

describe('Grouping', () => {
  it('finds the matters that are told more than once, in batch and as they come', () => {
    expect(sorted(contents(groupAll(messages, groupingRules)))).toEqual(expected);
    expect(sorted(contents(groupStream(messages, groupingRules)))).toEqual(expected);
  });

  it('puts each message in one group and gives the same groups whatever the order of the file', () => {
    const once = contents(groupAll(messages, groupingRules));
    expect(once.flat().sort()).toEqual(messages.map(({ id }) => id).sort());
    fc.assert(fc.property(fc.shuffledSubarray([...messages], { minLength: messages.length }), (mixed) => expect(contents(groupAll(mixed, groupingRules))).toEqual(once)), { numRuns: 10 });
  });

  it('changes nothing for a message that it has', () => {
    const grouping = streamed();
    const before = contents(grouping);
    for (const each of messages) expect(grouping.add(each)).toMatchObject({ groupId: grouping.groupOf(each.id), changes: [] });
    expect(contents(grouping)).toEqual(before);
  });

  it('keeps what an analyst decided through every repair', () => {
    const ids = messages.map(({ id }) => id);
    fc.assert(
      fc.property(fc.constantFrom(...ids), fc.constantFrom(...ids), fc.boolean(), (a, b, isSame) => {
        fc.pre(a !== b);
        const grouping = streamed();
        if (isSame) grouping.mustLink(a, b);
        else grouping.cannotLink(a, b);
        expect(groupWith(grouping, a).includes(b)).toBe(isSame);
        grouping.add(message('z', '云栖园区污水外溢', '云栖园区三号厂房污水管道外溢，稳岗补贴申请系统打不开。', 10));
        grouping.repair();
        expect(groupWith(grouping, a).includes(b)).toBe(isSame);
        expect(() => { if (isSame) grouping.cannotLink(a, b); else grouping.mustLink(a, b); }).toThrow(RangeError);
      }),
      { numRuns: 40 },
    );
    expect(() => { streamed().mustLink('a1', 'nobody'); }).toThrow(RangeError);
  });

  it('refuses a decision that follows to contradict an earlier one', () => {
    const grouping = streamed();
    grouping.mustLink('a1', 'b1');
    grouping.mustLink('b1', 'c1');
    expect(() => { grouping.cannotLink('a1', 'c1'); }).toThrow(RangeError);
    const other = streamed();
    other.cannotLink('a1', 'c1');
    other.mustLink('a1', 'b1');
    expect(() => { other.mustLink('b1', 'c1'); }).toThrow(RangeError);
  });

  it('says which groups each message changed, so that who follows the changes has the same groups', () => {
    const followed = new Map<string, Set<string>>();
    const follow = (changes: readonly GroupChange[]) => {
      for (const { groupId, isNew } of changes) expect((followed.get(groupId)?.size ?? 0) === 0).toBe(isNew);
      for (const { groupId, left } of changes) for (const id of left) expect(followed.get(groupId)?.delete(id)).toBe(true);
      for (const { groupId, joined } of changes) {
        followed.set(groupId, new Set([...(followed.get(groupId) ?? []), ...joined]));
      }
      for (const { groupId, isGone } of changes) expect(followed.get(groupId)?.size === 0).toBe(isGone);
    };
    const grouping = new Grouping(groupingRules);
    for (const each of inOrderOfTime(messages)) follow(grouping.add(each).changes);
    follow(grouping.mustLink('a1', 'c1'));
    follow(grouping.cannotLink('b1', 'b2'));
    follow(grouping.repair());
    follow(grouping.withdraw('a1', 'c1'));
    follow(grouping.withdraw('b1', 'b2'));
    follow(grouping.repair());
    const now = new Map([...followed].filter(([, ids]) => ids.size > 0).map(([group, ids]) => [group, [...ids].sort()]));
    expect(now).toEqual(new Map(grouping.groupIds().map((group) => [group, grouping.membersOf(group).sort()])));
    expect(sorted(contents(grouping))).toEqual(expected);
    expect(() => grouping.withdraw('a1', 'c1')).toThrow(RangeError);
  });

  it('gives reasons: the likeliest messages of the group and the words in common', () => {
    const grouping = new Grouping(groupingRules);
    const placements = inOrderOfTime(messages).map((each) => grouping.add(each));
    const [first, third] = [placements[0], placements.at(-1)];
    expect(first).toEqual({ groupId: 'a1', reasons: [], changes: [{ groupId: 'a1', joined: ['a1'], left: [], isNew: true, isGone: false }] });
    expect(third?.groupId).toBe(first?.groupId);
    expect(third?.reasons.map(({ messageId }) => messageId).sort()).toEqual(['a1', 'a2']);
    expect(third?.reasons[0]?.words).toContain('外溢');
    expect(third?.reasons[0]?.probability).toBeGreaterThan(0.2);
  });

  it('keeps a confirmed group through repairs, lets new messages join it and no other confirmed group', () => {
    const grouping = streamed();
    const [a, b] = [grouping.groupOf('a1') ?? '', grouping.groupOf('b1') ?? ''];
    grouping.mustLink('a1', 'e1');
    grouping.confirm(a);
    grouping.confirm(b);
    grouping.withdraw('a1', 'e1');
    expect(grouping.add(message('a4', '云栖园区污水管道又外溢了', '云栖园区三号厂房门前污水管道外溢，臭味很大，请维修管道。', 12)).groupId).toBe(a);
    grouping.repair();
    expect(grouping.membersOf(a).sort()).toEqual(['a1', 'a2', 'a3', 'a4', 'e1']);
    expect(() => grouping.mustLink('a1', 'b1')).toThrow(RangeError);
    expect(() => grouping.cannotLink('a1', 'e1')).toThrow(RangeError);
    grouping.unconfirm(a);
    grouping.repair();
    expect(groupWith(grouping, 'e1')).toEqual(['e1']);
    expect(() => { grouping.confirm('nobody'); }).toThrow(RangeError);
  });

  it('goes on from its state as if it had never stopped', () => {
    const whole = streamed();
    const half = new Grouping(groupingRules);
    for (const each of inOrderOfTime(messages).slice(0, 5)) half.add(each);
    half.cannotLink('a1', 'b1');
    half.confirm(half.groupOf('a1') ?? '');
    const state: GroupingState = JSON.parse(JSON.stringify(half.state()));
    const restored = Grouping.restore(groupingRules, state);
    for (const each of inOrderOfTime(messages).slice(5)) restored.add(each);
    expect(contents(restored)).toEqual(contents(whole));
    expect(restored.isConfirmed(restored.groupOf('a1') ?? '')).toBe(true);
    expect(() => restored.mustLink('a1', 'b1')).toThrow(RangeError);
  });

  it('compares each message with a bounded number of others', () => {
    const grouping = new Grouping(groupingRules);
    for (let at = 0; at < 400; at++) grouping.add(message(`m${String(at)}`, '云栖园区污水外溢影响生产', `第${String(at)}次反映`, at));
    expect(grouping.compared).toBeLessThanOrEqual(400 * 40);
    expect(contents(grouping).flat()).toHaveLength(400);
  });
});
