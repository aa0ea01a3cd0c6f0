import { handlersOf, rateConditions, rateNames } from '@suqiao/contracts';
import type { CaseSnapshot, RateCondition, RatedCase, RateFigure, RateName, RatesTotal } from '@suqiao/contracts';
import { partsOf, type FormulasInForce } from './rate-formulas';

const shanghaiInMs = 8 * 3600 * 1000;
const dayInMs = 24 * 3600 * 1000;

/**
 * How long after a day's end its figures may still move: an event is recorded with the time at which its writing began,
 * and the driver gives a transaction up after two minutes. The third minute is for clocks that differ.
 */
export const settlingInMs = 3 * 60 * 1000;

/** The Shanghai day `yyyy-mm-dd` of an instant. */
export function shanghaiDay(instant: string | Date): string {
  return new Date(new Date(instant).getTime() + shanghaiInMs).toISOString().slice(0, 10);
}

/** The instant whose knowledge answers for a day, and whether nothing recorded from now on can change that. */
export interface Knowledge {
  readonly day: string;
  readonly at: Date;
  readonly final: boolean;
}

/** @returns `null` for a day that has not begun yet */
export function knowledgeOf(day: string, now: Date): Knowledge | null {
  if (day > shanghaiDay(now)) return null;
  const endInMs = Date.parse(`${day}T00:00:00.000Z`) - shanghaiInMs + dayInMs;
  const last = Math.min(endInMs - 1, now.getTime());
  return { day, at: new Date(last), final: now.getTime() >= endInMs + settlingInMs };
}

/** When a case was first answered, and whether the due date of that time had not passed. */
export interface FirstAnswer {
  readonly at: string;
  readonly inTime: boolean;
}

/** What a case's earlier events tell that its snapshot does not. */
export interface History {
  readonly handledBy: readonly string[];
  readonly firstAnswer: FirstAnswer | null;
}

/** What rates and their filters need of a case at one place in its order. */
export interface RatedFacts {
  readonly caseId: string;
  readonly sequence: number;
  /** Codes from the case's division up to the province. */
  readonly divisionPath: readonly string[];
  /** Every unit that has or had a part in the case. */
  readonly handledBy: readonly string[];
  readonly divisionCode: string;
  readonly unitId: string;
  readonly level: CaseSnapshot['level'];
  readonly categoryCode: string | null;
  readonly channel: string;
  readonly confidential: boolean;
  readonly dispatchedDay: string;
  readonly closedDay: string | null;
  /** The conditions that the case meets, in the order of the contracts. */
  readonly conditions: readonly RateCondition[];
  /** The same as one number, small enough for an index: a tally needs no more than that index. */
  readonly conditionBits: number;
  readonly firstAnswer: FirstAnswer | null;
  readonly shown: Omit<RatedCase, 'conditions'>;
}

/** The rated facts of a snapshot; `before` is what the events before it told, the earliest first. */
export function ratedFacts(snapshot: CaseSnapshot, divisionPath: readonly string[], before: readonly History[]): RatedFacts {
  // A redo may move the due date: the word on the first answer is the one of its own time.
  const firstAnswer = before.map((history) => history.firstAnswer).find((answer) => answer !== null) ?? firstAnswerOf(snapshot);
  const { caseId, sequence, divisionCode, level, categoryCode, channel, confidential, unit, joint, closedAt, dispatchedAt } = snapshot;
  const conditions = conditionsOf(snapshot, firstAnswer);
  const { trackingNumber, title, appellantName, state, firstAcceptedAt, answeredAt, outcome, solution, satisfaction } = snapshot;
  return {
    caseId, sequence, divisionCode, level, categoryCode, channel, confidential, firstAnswer,
    divisionPath: [...divisionPath],
    handledBy: [...new Set([...before.flatMap((history) => history.handledBy), ...handlersOf({ unit, joint })])],
    unitId: unit.unitId,
    dispatchedDay: shanghaiDay(dispatchedAt),
    closedDay: closedAt === null ? null : shanghaiDay(closedAt),
    conditions,
    conditionBits: bitsOf(conditions),
    shown: {
      caseId, trackingNumber, title, appellantName, channel, confidential, categoryCode, divisionCode, level, state, unit, sequence, dispatchedAt, firstAcceptedAt,
      firstAnsweredAt: firstAnswer?.at ?? null, answeredAt, closedAt, dueAt: snapshot.clocks.dueAt, outcome, solution, satisfaction,
    },
  };
}

function firstAnswerOf({ interimAnswers, answeredAt, clocks }: CaseSnapshot): FirstAnswer | null {
  const first = [...interimAnswers.map(({ at }) => at), ...(answeredAt === null ? [] : [answeredAt])].sort()[0];
  return first === undefined ? null : { at: first, inTime: first <= clocks.dueAt };
}

/** The conditions that a case meets. Who was late is the record's word, not a second reckoning of dates. */
export function conditionsOf(snapshot: CaseSnapshot, firstAnswer: FirstAnswer | null): RateCondition[] {
  const { firstAcceptedAt, answeredAt, clocks, late, outcome, solution, satisfaction } = snapshot;
  const lateToAccept = late.some(({ clock, at }) => clock === 'acceptance' && (firstAcceptedAt === null || at <= firstAcceptedAt));
  const ended = outcome !== null || snapshot.state === 'closed';
  const meets: Readonly<Record<RateCondition, boolean>> = {
    dispatched: true,
    accepted: firstAcceptedAt !== null,
    acceptedInTime: firstAcceptedAt !== null && !lateToAccept,
    awaitingAcceptance: firstAcceptedAt === null && !lateToAccept && !ended,
    answered: firstAnswer !== null,
    firstAnswerInTime: firstAnswer?.inTime === true,
    answeredInTime: answeredAt !== null && answeredAt <= clocks.dueAt,
    awaitingFirstAnswer: firstAnswer === null && !ended && !late.some(({ clock }) => clock === 'step'),
    closedAsAnswered: outcome === 'answered',
    withdrawn: outcome === 'withdrawn',
    merged: outcome === 'merged',
    solved: solution === 'solved',
    partlySolved: solution === 'partlySolved',
    explained: solution === 'explained',
    notSolved: solution === 'notSolved',
    solutionUnknown: solution === null,
    followedUp: satisfaction !== null,
    satisfied: satisfaction === 'satisfied',
    fairlySatisfied: satisfaction === 'fairlySatisfied',
    dissatisfied: satisfaction === 'dissatisfied',
    unreachable: satisfaction === 'unreachable',
    late: late.length > 0,
    extended: snapshot.extensions > 0,
    redone: snapshot.redos > 0,
    reopened: snapshot.reopenings > 0,
    confidential: snapshot.confidential,
  };
  return rateConditions.filter((name) => meets[name]);
}

/** The bit of each condition in stored facts. A bit once given is never given anew; a new condition takes the next. */
const bitOf: Readonly<Record<RateCondition, number>> = {
  dispatched: 0, accepted: 1, acceptedInTime: 2, awaitingAcceptance: 3, answered: 4, firstAnswerInTime: 5, answeredInTime: 6, awaitingFirstAnswer: 7,
  closedAsAnswered: 8, withdrawn: 9, merged: 10, solved: 11, partlySolved: 12, explained: 13, notSolved: 14, solutionUnknown: 15,
  followedUp: 16, satisfied: 17, fairlySatisfied: 18, dissatisfied: 19, unreachable: 20, late: 21, extended: 22, redone: 23, reopened: 24, confidential: 25,
};

/** A set of conditions as one number. */
export function bitsOf(conditions: readonly RateCondition[]): number {
  return conditions.reduce((bits, name) => bits + 2 ** bitOf[name], 0);
}

/** The conditions of a number that `bitsOf` made, in the order of the contracts. */
export function conditionsIn(bits: number): RateCondition[] {
  return rateConditions.filter((name) => Math.floor(bits / 2 ** bitOf[name]) % 2 === 1);
}

/** How many cases meet the same conditions. */
export interface Tally {
  readonly conditions: readonly RateCondition[];
  readonly count: number;
}

/** A row's tallies: of the cases dispatched in its period, and of those closed in it. */
export interface Tallies {
  readonly dispatched: readonly Tally[];
  readonly closed: readonly Tally[];
}

/** The figures of a row. */
export function figuresOf(tallies: Tallies, formulas: FormulasInForce): RatesTotal {
  const [response, solution, satisfaction] = rateNames.map((name) => figureOf(tallies, formulas, name)) as [RateFigure, RateFigure, RateFigure];
  return { cases: tallies.dispatched.reduce((sum, { count }) => sum + count, 0), response, solution, satisfaction };
}

function figureOf(tallies: Tallies, formulas: FormulasInForce, name: RateName): RateFigure {
  const formula = formulas[name];
  const counted = { numerator: 0, denominator: 0, excluded: 0 };
  for (const { conditions, count } of tallies[formula.countedOn]) {
    for (const part of partsOf(formula, new Set(conditions))) counted[part] += count;
  }
  return { ...counted, rate: counted.denominator === 0 ? null : counted.numerator / counted.denominator };
}
