import { handlersOf, type CaseSnapshot, type Level, type Transition } from '@suqiao/contracts';
import { lightTimes, placeOf, runningStates, type LightTimes } from './board';

/** A transition with its place in the case's order. */
export interface PlacedTransition extends Transition {
  readonly sequence: number;
}

/** What of a row its tallies are made of. */
export interface TalliedFacts extends LightTimes {
  /** Division codes, own first, then its ancestors. */
  readonly divisionPath: readonly string[];
  /** Every unit that has or had a part in the case. */
  readonly handledBy: readonly string[];
  readonly state: CaseSnapshot['state'];
  readonly level: Level;
  readonly unsure: boolean;
  readonly confidential: boolean;
}

/** A row of supervision's own view: the case as its last event told it, and what lists sort and filter by. */
export interface BoardRow extends TalliedFacts {
  readonly _id: string;
  readonly snapshot: CaseSnapshot;
  readonly sequence: number;
  readonly timeline: readonly PlacedTransition[];
  /** `divisionPath` in one value, as an index that is counted from needs it. */
  readonly place: string;
  /** Whether the appeal's clock runs. */
  readonly running: boolean;
  /** Whether a request waits for a decision. */
  readonly waiting: boolean;
}

/** A case event as the board takes it over. */
export interface Followed {
  readonly snapshot: CaseSnapshot;
  readonly transition: Transition;
  readonly divisionPath: readonly string[];
}

/** What is known of a row before an event: its tallied facts, its sequence, and which steps its timeline has. */
export interface KnownRow extends TalliedFacts {
  readonly sequence: number;
  readonly steps: readonly number[];
  /** Whether the tallies hold it: a row of an earlier version is not in them until it is counted, or moves on. */
  readonly tallied: boolean;
}

/** What an event does to its row. `news`: it is the newest of its case; `step`: the timeline has not got it yet. */
export interface Following {
  readonly news: boolean;
  readonly step: boolean;
  readonly after: KnownRow;
}

/** The fields that the newest event of a case sets. */
export function newestOf({ snapshot, divisionPath }: Pick<Followed, 'snapshot' | 'divisionPath'>): Omit<BoardRow, '_id' | 'timeline' | 'handledBy'> {
  const { sequence, state, level, confidential } = snapshot;
  return {
    snapshot, sequence, divisionPath: [...divisionPath], place: placeOf(divisionPath), state, level, running: isRunning(state), ...lightTimes(snapshot.clocks),
    unsure: snapshot.unsure.length > 0, confidential, waiting: snapshot.request !== null,
  };
}

/** The step that an event adds to the timeline. */
export function stepOf({ snapshot, transition }: Followed): PlacedTransition {
  return { ...transition, sequence: snapshot.sequence };
}

/** The whole row of a case of which one event is known. */
export function firstRowOf(followed: Followed): BoardRow {
  return { _id: followed.snapshot.caseId, ...newestOf(followed), timeline: [stepOf(followed)], handledBy: [...new Set(handlersOf(followed.snapshot))] };
}

/** What an event does to a row: the newest snapshot wins, each step stands once, and who had a part keeps it. */
export function followedBy(before: KnownRow | null, followed: Followed): Following {
  const { snapshot } = followed;
  const { sequence } = snapshot;
  if (before === null) return { news: true, step: true, after: { ...firstRowOf(followed), steps: [sequence], tallied: true } };
  const step = !before.steps.includes(sequence);
  if (!step) return { news: false, step, after: before };
  const news = before.sequence < sequence;
  const after = { ...before, ...(news && newestOf(followed)), handledBy: [...new Set([...before.handledBy, ...handlersOf(snapshot)])], steps: [...before.steps, sequence], tallied: before.tallied || news };
  return { news, step, after };
}

function isRunning(state: CaseSnapshot['state']): boolean {
  return runningStates.some((running) => running === state);
}
