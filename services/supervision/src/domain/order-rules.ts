import type { CaseSnapshot, Division, Duration, Level, Name, OrderCause, Transition } from '@suqiao/contracts';
import { levelAbove } from '@suqiao/workflows/domain';

/** A cause for which an order is issued without a person, once a case. */
export interface OrderRule {
  readonly cause: Exclude<OrderCause, 'person'>;
  readonly enabled: boolean;
  /** What the ordered unit is given, from the issuing. */
  readonly within: Duration;
  readonly title: Name;
  /** 督办要求, in the language of the document. */
  readonly demand: string;
}

/** A dated, named set of rules for supervision orders, with its source. */
export interface OrderRules {
  readonly name: string;
  readonly version: number;
  readonly title: Name;
  readonly source: Name;
  /** First day in force, Asia/Shanghai. */
  readonly validFrom: string;
  /** First day no longer in force; null: open. */
  readonly validTo: string | null;
  /** What an order gives when its issuer names no date. */
  readonly within: Duration;
  readonly rules: readonly OrderRule[];
}

const withinFiveDays: Duration = { unit: 'workingDays', amount: 5 };

/** The deployment's rules. Edit them here: switch a cause on or off, change its time, give the set another version. */
export const orderRules: OrderRules = {
  name: 'shandong-2017', version: 1, validFrom: '2017-01-01', validTo: null, within: withinFiveDays,
  title: { zh: '山东督办单规则（2017）', en: 'Shandong rule for supervision orders (2017)' },
  source: {
    zh: '山东省 2017 年规则：超期、不满意，或重办后仍不满意的，下达督办单。文件未给出、由部署选择：督办单的期限，以及自动下达的情形',
    en: 'Shandong rule of 2017: a supervision order if overdue, dissatisfied, or still dissatisfied after a redo. Not in the document, the deployment\'s choice: the order\'s own time, and which of these issue one by themselves',
  },
  rules: [
    {
      cause: 'overdue', enabled: true, within: withinFiveDays, title: { zh: '诉求超期', en: 'The appeal is overdue' },
      demand: '该诉求已超过到期日仍未答复。请立即办理，并在本督办单到期日前反馈办理结果和超期原因。',
    },
    {
      cause: 'dissatisfiedAfterRedo', enabled: false, within: withinFiveDays, title: { zh: '重办后仍不满意', en: 'Still dissatisfied after a redo' },
      demand: '该诉求重办后，诉求人回访仍不满意。请核实原因，重新研究办理，并在本督办单到期日前反馈结果。',
    },
  ],
};

/** The abbreviation in a document number where it is not the division's own name. */
const issuerSigns: Readonly<Record<string, string>> = { '370000': '鲁' };

/** 督办单号: `鲁工商联督〔2026〕12号` of the province, `济南工商联督〔2026〕3号` of a city. */
export function orderNumber(division: Pick<Division, 'code' | 'name'>, year: number, serial: number): string {
  const sign = issuerSigns[division.code] ?? division.name.zh.replace(/(?<=..)[市县区]$/, '');
  return `${sign}工商联督〔${String(year)}〕${String(serial)}号`;
}

/** China keeps one zone without summer time since 1992, so that an offset says all. */
const shanghaiOffsetInMs = 8 * 3600 * 1000;

/** The year of an instant in Asia/Shanghai, by which orders are numbered. */
export function shanghaiYear(at: Date): number {
  return new Date(at.getTime() + shanghaiOffsetInMs).getUTCFullYear();
}

/** The rule under which a step of a case issues an order by itself, or `null`. Switched-off and undated rules issue none. */
export function ruleFor(rules: OrderRules, found: CaseSnapshot, transition: Transition): OrderRule | null {
  const day = new Date(Date.parse(transition.at) + shanghaiOffsetInMs).toISOString().slice(0, 10);
  if (day < rules.validFrom || (rules.validTo !== null && day >= rules.validTo)) return null;
  const cause = causeOf(found, transition);
  return rules.rules.find((rule) => rule.enabled && rule.cause === cause) ?? null;
}

function causeOf(found: CaseSnapshot, transition: Transition): OrderRule['cause'] | null {
  // A step's own end may come before the appeal's due date: the case rises then, but is not overdue yet.
  if (transition.type === 'overdue') return Date.parse(transition.at) >= Date.parse(found.clocks.dueAt) ? 'overdue' : null;
  if (transition.type === 'followedUp') return found.redos > 0 && found.satisfaction === 'dissatisfied' ? 'dissatisfiedAfterRedo' : null;
  return null;
}

/** Who issues an order by rule: the level above the case's present one; at the province, the province itself. */
export function issuingLevel(level: Level): Level {
  return levelAbove(level) ?? 'province';
}
