import type { OrderStep } from './plan-orders';
import type { PushStep } from './plan';

/** What a door answered; status 0 when no answer came. */
export interface Answered {
  readonly status: number;
  readonly body: unknown;
  /** When it was asked, by whatever clock there is; the step of the decision where nobody noted it. */
  readonly askedAt?: number;
}

/** A push with every answer to it. */
export interface PushEntry {
  readonly place: Place;
  readonly push: PushStep;
  readonly answers: Answered[];
}

/** An order with every answer to it, however often and at once it was given. */
export interface OrderEntry {
  readonly place: Place;
  readonly order: OrderStep;
  readonly caseId: string;
  readonly answers: Answered[];
}

/** Which decision it was. */
export interface Place {
  readonly seed: number;
  readonly step: number;
}

/** What must hold of an appeal or an order: there once, there never, or either where an answer was lost. */
export type Verdict = 'once' | 'never' | 'either';

/** What an appeal's channel was told, all pushes of its reference together. */
export interface ExpectedAppeal {
  readonly place: Place;
  readonly channel: string;
  readonly reference: string;
  readonly verdict: Verdict;
  /** Every id that was acknowledged: one, when all is well. */
  readonly ids: ReadonlySet<string>;
}

/** Nobody knows what became of it: no answer, or one that says to come again. */
export function isUnanswered({ status }: Answered): boolean {
  return status === 0 || status >= 500;
}

/** What was asked and answered: the simple model beside the system, in memory and in order. */
export class Journal {
  readonly pushes: PushEntry[] = [];
  readonly orders: OrderEntry[] = [];
  readonly #acknowledged = new Map<string, { readonly id: string; readonly trackingNumber: string }>();

  /** What is known of an appeal by the channel's reference; references are unique in a simulation. */
  acknowledged(reference: string): { readonly id: string; readonly trackingNumber: string } | undefined {
    return this.#acknowledged.get(reference);
  }

  answerPush(entry: PushEntry, answer: Answered): void {
    entry.answers.push(answer);
    const { body } = answer;
    if (answer.status !== 202 || typeof body !== 'object' || body === null || !('id' in body) || !('trackingNumber' in body)) return;
    this.#acknowledged.set(entry.push.appeal.channelReference, { id: String(body.id), trackingNumber: String(body.trackingNumber) });
  }

  expectedAppeals(): ExpectedAppeal[] {
    const byReference = Map.groupBy(this.pushes, ({ push }) => `${push.channel} ${push.appeal.channelReference}`);
    return [...byReference.values()].flatMap((entries) => {
      const [first] = entries;
      if (first === undefined) return [];
      const answers = entries.flatMap((entry) => entry.answers);
      const ids = new Set(answers.flatMap(({ status, body }) => (status === 202 && typeof body === 'object' && body !== null && 'id' in body ? [String(body.id)] : [])));
      return [{ place: first.place, channel: first.push.channel, reference: first.push.appeal.channelReference, ids, verdict: verdictOf(answers, 202) }];
    });
  }

  /** Keys under which two different bodies were acknowledged. */
  keysOfTwoBodies(): PushEntry[] {
    const taken = this.pushes.filter((entry) => entry.answers.some(({ status }) => status === 202));
    return [...Map.groupBy(taken, ({ push }) => `${push.channel} ${push.key}`).values()].flatMap((entries) => {
      const bodies = new Set(entries.map(({ push }) => JSON.stringify(push.appeal)));
      const last = entries.at(-1);
      return bodies.size > 1 && last !== undefined ? [last] : [];
    });
  }
}

/** Refused is what was refused every time: a refusal after a lost answer says nothing of the first try. */
export function verdictOf(answers: readonly Answered[], taken: 200 | 202): Verdict {
  if (answers.some(({ status }) => status === taken)) return 'once';
  return answers.some(isUnanswered) ? 'either' : 'never';
}
