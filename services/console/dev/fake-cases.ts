import type { CaseCommand, CaseState, CaseView, Light, Sorting, Transition, Unit } from '@suqiao/contracts';
import { categories, divisions, units } from './fake-directory';

/** Made-up cases that live by a crude copy of the rules: to look at pages, never to test rules. */
export type FakeCase = Omit<CaseView, 'light' | 'commands'>;

const minute = 60_000;
const titles = [
  '市政道路改造工程款拖欠两年未付，企业资金链紧张', '新建厂房消防验收排期过长，影响投产', '银行以行业限制为由抽贷，续贷被拒', '产业园区用电容量不足，申请增容半年未批',
  '外贸订单受关税影响，申请出口信用保险补贴', '高新技术企业认定奖补资金未兑现', '招聘数控技工困难，希望组织校企对接', '工业用地不动产权证历史遗留问题无法办理', '环保限产通知提前一天下达，无法调整生产', '招标文件设置不合理门槛，排斥本地民营企业',
];
const names = ['山东恒泰精密机械有限公司', '青岛海润食品股份有限公司', '济南云启软件有限公司', '潍坊绿源农业科技有限公司', '临沂顺达物流有限公司'];
const states: readonly CaseState[] = ['dispatched', 'dispatched', 'accepted', 'accepted', 'accepted', 'answered', 'closed', 'returned'];
const decided = { certainty: 0.86, method: 'rule' as const, reason: { zh: '文中出现“拖欠”“工程款”', en: 'The text names arrears and a construction payment' } };
const start = Date.now();
const instant = (inMs: number) => new Date(inMs).toISOString();
/** A seeded sequence, so that two looks at a page show the same. */
let seed = 20_261_123;
const next = (below: number) => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((seed / 2_147_483_648) * below);
};
const pick = <Item>(items: readonly Item[]): Item => {
  const found = items[next(items.length)];
  if (found === undefined) throw new RangeError('nothing to pick from');
  return found;
};

export const referenceOf = ({ unitId, name, kind, level, divisionCode }: Unit) => ({ unitId, name, kind, level, divisionCode });

function build(index: number): FakeCase {
  const place = index % 7 === 0 ? pick(divisions.filter(({ kind }) => kind === 'city')) : pick(divisions.filter(({ kind }) => kind === 'county'));
  const unit = pick(units.filter((candidate) => candidate.divisionCode === place.code));
  const state = pick(states);
  const dispatchedInMs = start - (20 + next(400)) * minute;
  const dueInMs = start + (next(600) - 130) * minute * (index % 5 === 0 ? 20 : 1) + next(60) * 1000;
  const category = pick(categories);
  const unsure = index % 11 === 0;
  const accepted = state !== 'dispatched' && state !== 'returned';
  const handler = { kind: 'person' as const, subject: 'li', name: '李明', role: 'unitHandler' as const, unitId: unit.unitId };
  const line = (type: Transition['type'], at: number, by: Transition['by'], reason: string | null = null, fromUnitId: string | null = null): Transition => ({ type, at: instant(at), by, reason, fromState: null, fromUnitId });
  const answered = state === 'answered' || state === 'closed';
  const sorting: Sorting = { category: { value: unsure ? null : category.code, ...decided, certainty: unsure ? 0.31 : 0.86 }, jurisdiction: { value: place.code, certainty: 0.98, method: 'code', reason: { zh: '渠道给出行政区划代码', en: 'The channel gave the division code' } }, urgency: { value: 'ordinary', certainty: 0.7, method: 'rule', reason: { zh: '没有紧急用语', en: 'No urgent words' } }, unsure: unsure ? ['category'] : [], modelVersion: '2026.11.1' };
  return {
    caseId: `01934c5e-0000-7000-8000-${String(index).padStart(12, '0')}`, trackingNumber: `SQ20261123-7K3F${String(1000 + index)}-C`, channel: pick(['12345', '96178', '数字工商联', '走访调研']),
    title: pick(titles), appellantName: pick(names), categoryCode: unsure ? null : category.code, urgency: index % 13 === 0 ? 'urgent' : 'ordinary', unsure: unsure ? ['category'] : [], divisionCode: place.code, level: unit.level, state, unit: referenceOf(unit),
    policy: 'demonstration@1', clocks: { dueAt: instant(dueInMs), dueSoonAt: instant(dueInMs - 60 * minute), stepDueAt: instant(dueInMs - 10 * minute), acceptBy: accepted ? null : instant(dispatchedInMs + 60 * minute), closeBy: state === 'answered' ? instant(start + 300 * minute) : null, provisional: index % 17 === 0 },
    fired: { acceptanceOverdue: false, dueSoon: false, overdue: dueInMs < start }, late: index % 6 === 0 ? [{ unitId: unit.unitId, level: unit.level, clock: 'acceptance', at: instant(dispatchedInMs + 60 * minute) }] : [], sequence: 3,
    receivedAt: instant(dispatchedInMs - minute), dispatchedAt: instant(dispatchedInMs), acceptedAt: accepted ? instant(dispatchedInMs + 9 * minute) : null, answeredAt: answered ? instant(start - 5 * minute) : null, closedAt: state === 'closed' ? instant(start - minute) : null,
    answer: answered ? '经核实，该笔工程款已列入本月支付计划，将于11月底前拨付到位。' : null,
    content: '我公司承建的项目已于去年竣工验收合格，合同约定验收后六十日内支付剩余工程款。\n至今仍有 386 万元未支付，多次沟通未果，影响工人工资发放与正常经营，恳请协调解决。', sorting,
    timeline: [
      line('dispatched', dispatchedInMs, { kind: 'system' }),
      ...(index % 6 === 0 ? [line('acceptanceOverdue', dispatchedInMs + 60 * minute, { kind: 'clock' })] : []),
      ...(index % 4 === 0 ? [line('transferred', dispatchedInMs + 5 * minute, handler, '属于市场监管部门职责，请协助办理', `${place.code}-federation`)] : []),
      ...(accepted ? [line('accepted', dispatchedInMs + 9 * minute, handler)] : []),
      ...(dueInMs < start && !answered ? [line('overdue', dueInMs, { kind: 'clock' })] : []),
      ...(answered ? [line('answered', start - 5 * minute, handler)] : []),
      ...(state === 'closed' ? [line('closed', start - minute, handler)] : []),
    ],
  };
}

export const cases: FakeCase[] = Array.from({ length: 240 }, (_, index) => build(index));

export function lightOf({ state, clocks }: Pick<FakeCase, 'state' | 'clocks'>): Light {
  if (state === 'closed') return 'off';
  if (state === 'answered') return 'green';
  const now = Date.now();
  return now >= Date.parse(clocks.dueAt) ? 'red' : now >= Date.parse(clocks.dueSoonAt) ? 'yellow' : 'green';
}

const moves: Readonly<Record<CaseState, Readonly<Partial<Record<CaseCommand, CaseState>>>>> = {
  dispatched: { accept: 'accepted', return: 'returned', transfer: 'dispatched' }, returned: { accept: 'accepted', transfer: 'dispatched' }, accepted: { answer: 'answered', transfer: 'dispatched' }, answered: { close: 'closed' }, closed: {},
};
const past: Readonly<Record<CaseCommand, Transition['type']>> = { accept: 'accepted', return: 'returned', transfer: 'transferred', answer: 'answered', close: 'closed' };
const commands: readonly CaseCommand[] = ['accept', 'return', 'transfer', 'answer', 'close'];
export const isCommand = (name: string): name is CaseCommand => commands.some((command) => command === name);
export const allowedFor = (state: CaseState) => commands.filter((command) => moves[state][command] !== undefined);

/** A row of a list: the case without what only its own page shows. */
export function rowOf(found: FakeCase): object {
  const own = new Set(['content', 'sorting', 'timeline']);
  return { ...Object.fromEntries(Object.entries(found).filter(([key]) => !own.has(key))), light: lightOf(found) };
}

export function viewOf(found: FakeCase): CaseView {
  return { ...found, light: lightOf(found), commands: commands.map((command) => ({ command, allowed: moves[found.state][command] !== undefined, reason: moves[found.state][command] === undefined ? { zh: '当前状态不能这样办理', en: 'The case\'s state does not allow it' } : null })) };
}

/** Carries out a command; `false` when the state does not allow it. */
export function carryOut(found: FakeCase, command: CaseCommand, text: string | null, unit: Unit | undefined): boolean {
  const to = moves[found.state][command];
  if (to === undefined) return false;
  const at = instant(Date.now());
  const fromUnitId = found.unit.unitId;
  Object.assign(found, {
    state: to, ...(to === 'accepted' && { acceptedAt: at, clocks: { ...found.clocks, acceptBy: null } }), ...(to === 'answered' && { answeredAt: at, answer: text, clocks: { ...found.clocks, closeBy: instant(Date.now() + 60 * minute) } }), ...(to === 'closed' && { closedAt: at }), ...(unit !== undefined && { unit: referenceOf(unit) }),
    timeline: [...found.timeline, { type: past[command], at, by: { kind: 'person', subject: 'li', name: '李明', role: 'unitHandler', unitId: fromUnitId }, reason: command === 'answer' ? null : text, fromState: found.state, fromUnitId }],
  });
  return true;
}
