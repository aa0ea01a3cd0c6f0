import type { CaseState, Level, Outcome } from '@suqiao/contracts';

/** Why an appeal is in its group, as stored. */
export interface StoredReason {
  readonly appealId: string;
  readonly probability: number;
  readonly words: readonly string[];
}

/** 逐件答复 of an appeal by a closed issue. */
export interface StoredAnswer {
  readonly issueId: string;
  readonly closing: number;
  readonly at: Date;
}

/** One appeal in insight's own view. What `appeal.classified` tells and what `case.*` tells come in any order. */
export interface AppealDocument {
  readonly _id: string;
  readonly trackingNumber: string;
  readonly title: string;
  readonly channel: string;
  readonly appellantName: string;
  /** Only `appeal.classified` has it. */
  readonly content: string | null;
  readonly creditCode: string | null;
  /** Credit code, or the name as enterprises are told apart by it. */
  readonly enterprise: string;
  readonly categoryCode: string | null;
  readonly divisionCode: string | null;
  /** Own first, the province last; the province alone while no division is known. */
  readonly divisionPath: readonly string[];
  readonly confidential: boolean;
  readonly receivedAt: Date;
  readonly level: Level | null;
  readonly state: CaseState | null;
  readonly outcome: Outcome | null;
  readonly handledBy: readonly string[];
  readonly answeredAt: Date | null;
  readonly closedAt: Date | null;
  /** Of the case; 0 while there is none. */
  readonly sequence: number;
  /** The group that it is in; null until grouping has taken it. */
  readonly groupId: string | null;
  /** Whether grouping has to take it. */
  readonly waiting: boolean;
  /** Whether its group's picture has to be made anew because of it. */
  readonly changed: boolean;
  readonly reasons: readonly StoredReason[];
  readonly answers: readonly StoredAnswer[];
}
