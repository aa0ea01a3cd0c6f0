import { caseStates, levels, type CaseState, type Counts, type Level, type SupervisionQuery } from '@suqiao/contracts';
import { placeOf, runningStates } from './board';
import type { TalliedFacts } from './board-row';

/** A quarter of a day: half of the office hours. Shorter ones make tallies longer, longer ones leave more rows to be counted. */
const slotInMs = 6 * 3600 * 1000;

/** What a tally counts: rows of a division with what lies below it, rows of one place (a division itself), or a unit's rows of one place. */
export interface TallyScope {
  readonly kind: 'division' | 'place' | 'unit';
  /** The division; with its ancestors in `divisionPath`. */
  readonly area: string;
  readonly divisionPath: readonly string[];
  /** Of kind `unit`; else null. */
  readonly unitId: string | null;
}

/** Numbers of rows by level, by whether they are confidential, and by counter: a state, `unsure`, `due<slot>` or `yellow<slot>`. */
export type TallyCounts = Readonly<Partial<Record<Level, Readonly<Partial<Record<Visibility, Readonly<Record<string, number>>>>>>>>;
export type Visibility = 'plain' | 'confidential';

/** A tally with its id. */
export interface Tally extends TallyScope {
  readonly _id: string;
  readonly counts: TallyCounts;
}

/** What changes in one tally: how much is added to `level.visibility.counter`. */
export interface TallyDelta {
  readonly id: string;
  readonly scope: TallyScope;
  readonly added: ReadonlyMap<string, number>;
}

/** Running rows that turned yellow, or red, since the slot of an instant began: what the tallies of whole slots leave out. */
export interface LitGroup {
  readonly kind: 'due' | 'yellow';
  /** Where only sums are asked for, null. */
  readonly place: string | null;
  readonly level: Level;
  readonly confidential: boolean;
  readonly count: number;
}

/** Rows by state, and of those whose clock runs: to be sorted, yellow, red. */
export type Figures = Readonly<Record<CaseState | 'unsure' | 'dueSoon' | 'overdue', number>>;
export type FiguresByLevel = Readonly<Record<Level, Figures>>;

/** The six hours in which an instant lies, counted from 1970-01-01 in UTC. */
export function slotNumber(at: Date): number {
  return Math.floor(at.getTime() / slotInMs);
}

/** The first instant of the six hours of an instant. */
export function slotStart(at: Date): Date {
  return new Date(slotNumber(at) * slotInMs);
}

/** The id of a tally: one a scope. */
export function tallyId({ kind, divisionPath, unitId }: TallyScope): string {
  return [kind, ...(unitId === null ? [] : [unitId]), placeOf(divisionPath)].join(' ');
}

/** The tallies that a row counts in. */
export function scopesOf({ divisionPath, handledBy }: Pick<TalliedFacts, 'divisionPath' | 'handledBy'>): TallyScope[] {
  const area = divisionPath[0] ?? '';
  return [
    ...divisionPath.map((code, index): TallyScope => ({ kind: 'division', area: code, divisionPath: divisionPath.slice(index), unitId: null })),
    { kind: 'place', area, divisionPath, unitId: null },
    ...handledBy.map((unitId): TallyScope => ({ kind: 'unit', area, divisionPath, unitId })),
  ];
}

/** The counters of a row, as `level.visibility.counter`. Slots, not instants: a row's light at any instant is told by whole slots and the rest of one. */
export function countersOf({ level, confidential, state, unsure, dueAt, yellowAt }: Omit<TalliedFacts, 'divisionPath' | 'handledBy'>): string[] {
  const head = `${level}.${visibilityOf(confidential)}`;
  const running = runningStates.some((one) => one === state);
  return [`${head}.${state}`, ...(running ? [...(unsure ? [`${head}.unsure`] : []), `${head}.due${String(slotNumber(dueAt))}`, `${head}.yellow${String(slotNumber(yellowAt))}`] : [])];
}

/** Adds up what rows' changes do to their tallies. What comes to nothing is left out. */
export class TallyChanges {
  readonly #changes = new Map<string, { readonly scope: TallyScope; readonly added: Map<string, number> }>();

  /** A row before and after a change; `null` where there is none. */
  change(before: TalliedFacts | null, after: TalliedFacts | null): void {
    if (before !== null) this.#add(before, -1);
    if (after !== null) this.#add(after, 1);
  }

  /** The changes, by tally id: writers that take them in one order don't wait for each other in a ring. */
  deltas(): TallyDelta[] {
    return [...this.#changes]
      .map(([id, { scope, added }]) => ({ id, scope, added: new Map([...added].filter(([, count]) => count !== 0)) }))
      .filter(({ added }) => added.size > 0)
      .sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  #add(row: TalliedFacts, count: 1 | -1): void {
    const counters = countersOf(row);
    for (const scope of scopesOf(row)) {
      const id = tallyId(scope);
      const change = this.#changes.get(id) ?? { scope, added: new Map<string, number>() };
      this.#changes.set(id, change);
      for (const counter of counters) change.added.set(counter, (change.added.get(counter) ?? 0) + count);
    }
  }
}

/** The counters of a stored tally that are not zero, as `level.visibility.counter`. */
export function flatCounts(counts: TallyCounts): Map<string, number> {
  const flat = new Map<string, number>();
  for (const [level, byVisibility] of Object.entries(counts)) {
    for (const [visibility, counters] of Object.entries(byVisibility)) {
      for (const [counter, count] of Object.entries(counters)) if (count !== 0) flat.set(`${level}.${visibility}.${counter}`, count);
    }
  }
  return flat;
}

/** The stored form of flat counters. */
export function nestedCounts(flat: ReadonlyMap<string, number>): TallyCounts {
  const nested: Partial<Record<Level, Partial<Record<Visibility, Record<string, number>>>>> = {};
  for (const level of levels) {
    for (const visibility of ['plain', 'confidential'] as const) {
      const head = `${level}.${visibility}.`;
      const own = [...flat].filter(([name, count]) => name.startsWith(head) && count !== 0).map(([name, count]) => [name.slice(head.length), count] as const);
      if (own.length > 0) (nested[level] ??= {})[visibility] = Object.fromEntries(own);
    }
  }
  return nested;
}

/** Sums tallies and what came to light in the present slot. `withConfidential` false leaves confidential rows out. */
export class FiguresSum {
  readonly #figures: Record<Level, Record<keyof Figures, number>> = { county: noFigures(), city: noFigures(), province: noFigures() };

  constructor(private readonly now: Date, private readonly withConfidential: boolean) {}

  addTally(counts: TallyCounts): void {
    const present = slotNumber(this.now);
    for (const level of levels) {
      const figures = this.#figures[level];
      for (const visibility of this.withConfidential ? (['plain', 'confidential'] as const) : (['plain'] as const)) {
        for (const [counter, count] of Object.entries(counts[level]?.[visibility] ?? {})) {
          const kind = counter.startsWith('due') ? 'due' : counter.startsWith('yellow') ? 'yellow' : null;
          if (kind !== null) {
            if (Number(counter.slice(kind.length)) < present) this.#light(level, kind, count);
          } else if (isPlainCounter(counter)) figures[counter] += count;
        }
      }
    }
  }

  addLit({ kind, level, confidential, count }: LitGroup): void {
    if (this.withConfidential || !confidential) this.#light(level, kind, count);
  }

  byLevel(): FiguresByLevel {
    return this.#figures;
  }

  /** A yellow instant is never behind the red one: what is yellow at an instant has passed the one and not the other. */
  #light(level: Level, kind: LitGroup['kind'], count: number): void {
    if (kind === 'due') this.#figures[level].overdue += count;
    this.#figures[level].dueSoon += kind === 'due' ? -count : count;
  }
}

/** How long a list of a state is. */
export function listLength(figures: Figures, state: SupervisionQuery['state']): number {
  const sum = (...states: readonly CaseState[]) => states.reduce((total, one) => total + figures[one], 0);
  switch (state) {
    case 'all': return sum(...caseStates);
    case 'open': return sum(...caseStates) - figures.closed;
    case 'running': return sum(...runningStates);
    case 'notAccepted': return sum('dispatched', 'returned');
    default: return figures[state];
  }
}

/** The board's columns of some figures. */
export function countsOf(figures: readonly Figures[]): Counts {
  const of = (state: keyof Counts) => figures.reduce((total, one) => total + listLength(one, state), 0);
  return { open: of('open'), notAccepted: of('notAccepted'), dueSoon: of('dueSoon'), overdue: of('overdue'), answered: of('answered'), closed: of('closed'), unsure: of('unsure') };
}

function isPlainCounter(counter: string): counter is CaseState | 'unsure' {
  return counter === 'unsure' || caseStates.some((state) => state === counter);
}

function visibilityOf(confidential: boolean): Visibility {
  return confidential ? 'confidential' : 'plain';
}

function noFigures(): Record<keyof Figures, number> {
  return { dispatched: 0, returned: 0, accepted: 0, suspended: 0, answered: 0, closed: 0, unsure: 0, dueSoon: 0, overdue: 0 };
}
