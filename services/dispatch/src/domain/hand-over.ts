import type { CaseSnapshot, Level, PolicyPreset, Unit, UnitReference, WorkingCalendar } from '@suqiao/contracts';
import { levelAbove, type Change } from '@suqiao/workflows';
import { basesOf, basisFrom, dated, resumed, resumedParts } from './dates';

/** What planning looks up: the directory's answers, without the directory. */
export interface PlanningFacts {
  readonly calendar: WorkingCalendar;
  readonly policy: PolicyPreset;
  readonly lowestLevel: (divisionCode: string) => Level;
  readonly route: (input: { categoryCode: string | null; divisionCode: string; level: Level }) => Unit;
}

/** What opening a case looks up: the policy is chosen by the appeal. */
export interface OpeningFacts extends Omit<PlanningFacts, 'policy'> {
  readonly choosePolicy: (question: { categoryCode: string | null; channel: string; urgency: CaseSnapshot['urgency']; at: Date }) => {
    readonly preset: PolicyPreset;
    readonly because: { readonly zh: string; readonly en: string };
  };
}

/** 提级: the unit of the next level, with its own step. @throws Error at the province, which the table refuses before */
export function rising(before: CaseSnapshot, at: string, facts: PlanningFacts): Pick<Change, 'set' | 'toUnitId'> {
  const level = levelAbove(before.level);
  if (level === null || level === 'county') throw new Error(`a case at ${before.level} cannot rise`);
  const unit = reference(facts.route({ categoryCode: before.unsure.length === 0 ? before.categoryCode : null, divisionCode: before.divisionCode, level }));
  const bases = {
    ...basesOf(before, facts.policy), step: basisFrom(at, facts.policy.escalatedWithin[level]), acceptance: basisFrom(at, facts.policy.acceptWithin),
  };
  return { toUnitId: unit.unitId, set: { unit, ...dated(bases, facts) } };
}

/** The clocks run again: dates move by what the suspension took. */
export function resuming(before: CaseSnapshot, at: string, facts: PlanningFacts): NonNullable<Change['set']> {
  return { ...dated(resumed(basesOf(before, facts.policy), at), facts), joint: resumedParts(before.joint, at, facts.calendar) };
}

/** A unit as a case names it. */
export function reference(unit: Unit): UnitReference {
  const { unitId, name, kind, level, divisionCode } = unit;
  return { unitId, name, kind, level, divisionCode };
}
