import type { Reader } from '@suqiao/contracts';

/** What of a person decides on hand-overs. */
export type PersonScope = Pick<Reader, 'subject' | 'role' | 'divisionCode' | 'unitId'>;

/** A period between two days, both included. */
export interface Period {
  readonly from: string;
  readonly until: string;
}
/** A hand-over as another one meets it. Days are Asia/Shanghai. */
export interface AgreedHandOver extends Period {
  readonly absent: string;
  readonly deputy: string;
}

/** Why a hand-over can't be: the person has one then; the deputy is away; or it would pass on what was handed over. */
export type HandOverRefusal = 'handOver.overlaps' | 'handOver.deputyAbsent' | 'handOver.chain';

/** Whether two periods have a day in common. */
export function overlap(one: Period, other: Period): boolean {
  return one.from <= other.until && other.from <= one.until;
}

/** Why a wished hand-over can't stand beside the agreed ones; `null` when it can. */
export function handOverRefusal(wish: AgreedHandOver, agreed: readonly AgreedHandOver[]): HandOverRefusal | null {
  const then = agreed.filter((other) => overlap(wish, other));
  if (then.some(({ absent }) => absent === wish.absent)) return 'handOver.overlaps';
  if (then.some(({ absent }) => absent === wish.deputy)) return 'handOver.deputyAbsent';
  return then.some(({ deputy }) => deputy === wish.absent) ? 'handOver.chain' : null;
}

/**
 * Whether a deputy may see all that the absent person may: the division's subtree, or the same unit; and what is
 * confidential, which an analyst does not.
 * @param absentPath divisions of the absent person, the own one and all above it
 */
export function containsJurisdiction(deputy: PersonScope, absent: PersonScope, absentPath: readonly string[]): boolean {
  if (deputy.role === 'analyst' && absent.role !== 'analyst') return false;
  return deputy.unitId === null ? absentPath.includes(deputy.divisionCode) : deputy.unitId === absent.unitId;
}

/** Whether somebody may hand over a person's work: the person, or a head or administrator of the same unit or division. */
export function mayHandOver(maker: PersonScope, absent: PersonScope, absentPath: readonly string[]): boolean {
  if (maker.subject === absent.subject) return true;
  if (maker.role !== 'unitHead' && maker.role !== 'administrator') return false;
  return maker.unitId === null ? absentPath.includes(maker.divisionCode) : maker.unitId === absent.unitId;
}
