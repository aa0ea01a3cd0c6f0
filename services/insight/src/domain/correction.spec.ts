import fc from 'fast-check';
import { contradicts, movedBack, ownGroup, planJoin, planMove, planSplit, restsOn, type CorrectionPlan, type Group, type Moved, type Planned } from './correction';

const members = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 12 });
const planOf = (planned: Planned): CorrectionPlan => {
  if (!planned.ok) throw new Error(planned.rule);
  return planned.plan;
};
const applied = (groups: ReadonlyMap<string, string>, moved: readonly Moved[]) => new Map([...groups, ...moved.map(({ appealId, to }) => [appealId, to] as const)]);
const groupsOf = (...groups: readonly Group[]) => new Map(groups.flatMap(({ groupId, members: all }) => all.map((member) => [member, groupId] as const)));
const pair = fc.tuple(members, fc.nat()).map(([all, at]) => {
  const cut = 1 + (at % (all.length - 1));
  return [{ groupId: 'a', members: all.slice(0, cut) }, { groupId: 'b', members: all.slice(cut) }] as const;
});

it('joins every appeal of the other group, and undoing gives each back', () => {
  fc.assert(fc.property(pair, ([kept, other]) => {
    const plan = planOf(planJoin(kept, other));
    const before = groupsOf(kept, other);
    const after = applied(before, plan.moved);
    expect(new Set(after.values())).toEqual(new Set(['a']));
    expect(applied(after, movedBack(plan, (appealId) => after.get(appealId)))).toEqual(before);
  }));
});

it('splits off what was named, ties it together, keeps it apart from what stays', () => {
  fc.assert(fc.property(members, fc.nat(), (all, at) => {
    const named = all.slice(0, 1 + (at % (all.length - 1)));
    const plan = planOf(planSplit({ groupId: 'a', members: all }, named, 'new'));
    expect(plan.moved.map(({ appealId }) => appealId)).toEqual(named);
    expect(contradicts({ ...plan, confirmed: [named, all.slice(named.length)] })).toBe(false);
    expect(contradicts({ ...plan, confirmed: [all] })).toBe(true);
  }));
});

it('moves to another issue or to none, and never empties an issue', () => {
  const group = { groupId: 'a', members: ['1', '2', '3'] };
  expect(planOf(planMove(group, ['2'], null)).moved).toEqual([{ appealId: '2', from: 'a', to: ownGroup('2') }]);
  expect(planOf(planMove(group, ['1', '2'], { groupId: 'b', members: ['9'] }))).toEqual({
    moved: [{ appealId: '1', from: 'a', to: 'b' }, { appealId: '2', from: 'a', to: 'b' }], together: [['9', '1'], ['9', '2']], apart: [['1', '3'], ['2', '3']],
  });
  expect(planMove(group, ['1', '2', '3'], null)).toEqual({ ok: false, rule: 'nothingLeft' });
  expect(planSplit(group, ['1', '2', '3'], 'new')).toEqual({ ok: false, rule: 'nothingLeft' });
  expect(planSplit(group, ['4'], 'new')).toEqual({ ok: false, rule: 'notGrouped' });
  expect(planJoin(group, group)).toEqual({ ok: false, rule: 'intoItself' });
});

it('rests on an earlier correction when it touches an appeal that was moved', () => {
  const split = planOf(planSplit({ groupId: 'a', members: ['1', '2', '3', '4'] }, ['1', '2'], 'new'));
  expect(restsOn(planOf(planMove({ groupId: 'new', members: ['1', '2'] }, ['2'], null)), split)).toBe(true);
  expect(restsOn(planOf(planMove({ groupId: 'a', members: ['3', '4'] }, ['4'], null)), split)).toBe(false);
});

it('sees a contradiction over any number of steps', () => {
  fc.assert(fc.property(members, (all) => {
    const chain = all.slice(1).map((member, at): [string, string] => [all[at] ?? '', member]);
    const ends: [string, string] = [all[0] ?? '', all.at(-1) ?? ''];
    expect(contradicts({ together: chain, apart: [ends], confirmed: [] })).toBe(true);
    expect(contradicts({ together: chain.slice(1), apart: [ends], confirmed: [] })).toBe(false);
  }));
});
