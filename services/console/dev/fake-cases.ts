import type { CaseState, CaseView, JointPart, Sorting, Transition, Unit } from '@suqiao/contracts';
import { categories, divisions, units } from './fake-directory';

/** Made-up cases that live by a crude copy of the rules: to look at pages, never to test rules. */
export type FakeCase = Omit<CaseView, 'light' | 'commands'>;

export const minute = 60_000;
const titles = [
  '市政道路改造工程款拖欠两年未付，企业资金链紧张', '新建厂房消防验收排期过长，影响投产', '银行以行业限制为由抽贷，续贷被拒', '产业园区用电容量不足，申请增容半年未批',
  '外贸订单受关税影响，申请出口信用保险补贴', '高新技术企业认定奖补资金未兑现', '招聘数控技工困难，希望组织校企对接', '工业用地不动产权证历史遗留问题无法办理', '环保限产通知提前一天下达，无法调整生产', '招标文件设置不合理门槛，排斥本地民营企业',
];
const names = ['山东恒泰精密机械有限公司', '青岛海润食品股份有限公司', '济南云启软件有限公司', '潍坊绿源农业科技有限公司', '临沂顺达物流有限公司'];
const states: readonly CaseState[] = ['dispatched', 'dispatched', 'accepted', 'accepted', 'accepted', 'answered', 'closed', 'returned', 'suspended'];
const decided = { certainty: 0.86, method: 'rule' as const, reason: { zh: '文中出现“拖欠”“工程款”', en: 'The text names arrears and a construction payment' } };
const start = Date.now();
export const instant = (inMs: number) => new Date(inMs).toISOString();
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

const spoken = '0123456789ABCDEFGHJKMNPQRSTVWXY';
/** A tracking number whose check character is right, so that the forms take it. */
function numberOf(index: number): string {
  const body = Array.from({ length: 8 }, (_, place) => spoken.charAt((index * (place + 3) + place) % 31)).join('');
  const sum = Array.from(`20261123${body}`).reduce((total, character, place) => total + (place + 1) * spoken.indexOf(character), 0);
  return `SQ20261123-${body}-${spoken.charAt(sum % 31)}`;
}

const department = (unit: Unit, name: string) => units.find(({ unitId }) => unitId === `${unit.divisionCode}-${name}`) ?? unit;

function jointPart(unit: Unit, dueInMs: number, answer: string | null): JointPart {
  return {
    unit: referenceOf(unit), demand: '请核实企业用地与消防情况，提供书面意见。', askedAt: instant(start - 90 * minute), dueAt: instant(dueInMs), basis: { from: instant(start - 90 * minute), within: { unit: 'workingDays', amount: 3 }, pauses: [] },
    late: dueInMs < start, endedAt: answer === null ? null : instant(start - 20 * minute), answer,
  };
}

/** What happened to a case besides its state: every page has a few of each. */
function lifeOf(index: number, state: CaseState, unit: Unit): Pick<CaseView, 'request' | 'joint' | 'suspendedUntil' | 'extensions' | 'returnedBy' | 'wrongReturns' | 'interimAnswers' | 'check' | 'solution' | 'satisfaction' | 'redos' | 'reopenings' | 'outcome' | 'mergedInto' | 'duplicates'> {
  const by = { kind: 'person', subject: 'li', name: '李明', role: 'unitHandler', unitId: unit.unitId } as const;
  const answered = state === 'answered' || state === 'closed';
  const joint = index % 10 === 1 && state === 'accepted' ? [jointPart(department(unit, 'industry'), start + 300 * minute, null), jointPart(department(unit, 'finance'), start - 30 * minute, null), jointPart(department(unit, 'federation'), start + 60 * minute, '已实地走访，企业反映情况属实。')] : [];
  return {
    request: index % 10 === 2 && state === 'accepted' ? { kind: 'extension', reason: '涉及多部门协调，需补充审计材料，预计五个工作日内可以完成。', by, at: instant(start - 70 * minute), extendBy: { unit: 'workingDays', amount: 5 }, until: null } : null,
    joint, suspendedUntil: state === 'suspended' ? instant(start + 3 * 1440 * minute) : null, extensions: index % 3 === 0 ? 1 : 0, returnedBy: null, wrongReturns: 0,
    interimAnswers: index % 10 === 1 ? [{ at: instant(start - 60 * minute), text: '已与企业联系，材料已收齐，正在会同有关部门核实。' }] : [],
    check: answered ? 'pending' : 'none', solution: answered ? 'solved' : null, satisfaction: state === 'closed' ? 'satisfied' : null, redos: index % 8 === 0 ? 1 : 0, reopenings: 0, outcome: state === 'closed' ? 'answered' : null, mergedInto: null, duplicates: [],
  };
}

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
  const line = (type: Transition['type'], at: number, by: Transition['by'], reason: string | null = null, text: string | null = null, toUnitId: string | null = null): Transition => ({ type, at: instant(at), by, reason, text, fromState: null, fromUnitId: unit.unitId, toUnitId });
  const answered = state === 'answered' || state === 'closed';
  const sorting: Sorting = { category: { value: unsure ? null : category.code, ...decided, certainty: unsure ? 0.31 : 0.86 }, jurisdiction: { value: place.code, certainty: 0.98, method: 'code', reason: { zh: '渠道给出行政区划代码', en: 'The channel gave the division code' } }, urgency: { value: 'ordinary', certainty: 0.7, method: 'rule', reason: { zh: '没有紧急用语', en: 'No urgent words' } }, unsure: unsure ? ['category'] : [], modelVersion: '2026.11.1' };
  return {
    caseId: `01934c5e-0000-7000-8000-${String(index).padStart(12, '0')}`, trackingNumber: numberOf(index), channel: pick(['12345', '96178', '数字工商联', '走访调研']),
    title: pick(titles), appellantName: pick(names), confidential: index % 19 === 3, categoryCode: unsure ? null : category.code, urgency: index % 13 === 0 ? 'urgent' : 'ordinary', unsure: unsure ? ['category'] : [], divisionCode: place.code, level: unit.level, state, unit: referenceOf(unit),
    policy: 'shandong-2017@1', policyReason: { zh: '分类“融资”、渠道“12345”适用山东 2017 规则：15 个工作日办结', en: 'Category and channel fall under Shandong 2017: 15 working days' }, calendarVersion: '2026.1',
    bases: { business: { from: instant(dispatchedInMs), within: { unit: 'workingDays', amount: 15 }, pauses: [] }, step: { from: instant(dispatchedInMs), within: { unit: 'workingDays', amount: 15 }, pauses: [] }, acceptance: null, closing: null },
    clocks: { dueAt: instant(dueInMs), dueSoonAt: instant(dueInMs - 60 * minute), stepDueAt: instant(dueInMs - 10 * minute), acceptBy: accepted ? null : instant(dispatchedInMs + 60 * minute), closeBy: state === 'answered' ? instant(start + 300 * minute) : null, provisional: index % 17 === 0 },
    fired: { acceptanceOverdue: false, dueSoon: false, overdue: dueInMs < start }, late: index % 6 === 0 ? [{ unitId: unit.unitId, level: unit.level, clock: 'acceptance', at: instant(dispatchedInMs + 60 * minute) }] : [], sequence: 3,
    ...lifeOf(index, state, unit),
    receivedAt: instant(dispatchedInMs - minute), dispatchedAt: instant(dispatchedInMs), firstAcceptedAt: accepted ? instant(dispatchedInMs + 9 * minute) : null, acceptedAt: accepted ? instant(dispatchedInMs + 9 * minute) : null, answeredAt: answered ? instant(start - 5 * minute) : null, closedAt: state === 'closed' ? instant(start - minute) : null,
    answer: answered ? '经核实，该笔工程款已列入本月支付计划，将于11月底前拨付到位。' : null,
    content: '我公司承建的项目已于去年竣工验收合格，合同约定验收后六十日内支付剩余工程款。\n至今仍有 386 万元未支付，多次沟通未果，影响工人工资发放与正常经营，恳请协调解决。', sorting,
    timeline: [
      line('dispatched', dispatchedInMs, { kind: 'system' }),
      ...(index % 6 === 0 ? [line('acceptanceOverdue', dispatchedInMs + 60 * minute, { kind: 'clock' })] : []),
      ...(index % 4 === 0 ? [line('transferred', dispatchedInMs + 5 * minute, handler, '属于市场监管部门职责，请协助办理', null, `${place.code}-market-regulation`)] : []),
      ...(accepted ? [line('accepted', dispatchedInMs + 9 * minute, handler)] : []),
      ...(index % 10 === 1 && accepted ? [line('jointAsked', dispatchedInMs + 20 * minute, handler, '请核实企业用地与消防情况', null, `${place.code}-industry`), line('interimAnswered', dispatchedInMs + 30 * minute, handler, null, '已与企业联系，材料已收齐，正在会同有关部门核实。')] : []),
      ...(index % 10 === 2 && state === 'accepted' ? [line('extensionRequested', dispatchedInMs + 25 * minute, handler, '涉及多部门协调，需补充审计材料')] : []),
      ...(state === 'suspended' ? [line('suspended', dispatchedInMs + 25 * minute, { kind: 'person', subject: 'wang', name: '王督办', role: 'supervisor', unitId: null })] : []),
      ...(dueInMs < start && !answered ? [line('overdue', dueInMs, { kind: 'clock' })] : []),
      ...(answered ? [line('answered', start - 5 * minute, handler)] : []),
      ...(state === 'closed' ? [line('closed', start - minute, handler)] : []),
    ],
  };
}

export const cases: FakeCase[] = Array.from({ length: 240 }, (_, index) => build(index));
