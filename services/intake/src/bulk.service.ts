import { Inject, Injectable } from '@nestjs/common';
import { mostBulkAppeals, type BulkAppealAnswer, type BulkAppealSummary, type Language } from '@suqiao/contracts';
import { CHANNEL_QUOTA, type ChannelQuota, type CurrentChannelInfo } from '@suqiao/infra/auth';
import { problemOf, ProblemError, type Text } from '@suqiao/infra/http';
import type { BulkPiece, BulkSplitter } from './domain/bulk-lines';
import { WaitingLine, type LineInHand } from './bulk.line';
import { IntakeService } from './intake.service';
import { referenceIn } from './refusals.interceptor';
import { RefusalsStore } from './refusals.store';

/** A call as the door hands it over. */
export interface BulkCall {
  readonly channel: CurrentChannelInfo;
  readonly body: AsyncIterable<Uint8Array>;
  readonly splitter: BulkSplitter;
  readonly language: Language;
  /** Where a refused line says that it was met. */
  readonly instance: string;
}

/** Lines that are checked in one go, before the process does anything else. */
const linesPerGroup = 64;
/**
 * Groups of one call that wait for the store at once: four full batches that it works on, and two that are got ready
 * meanwhile. What else the channel has sent stays unread, in its own hands.
 */
const groupsInFlight = 24;
/** The first events of a call leave so much later than they are stored: publishing would take the processor from the call. */
const announceInMs = 2000;
/** Faults of one refused line; a line of nothing but unknown fields would else be answered with more than it sent. */
const mostFaults = 10;

type Outcome = BulkAppealAnswer | { readonly status: 'refused'; readonly error: ProblemError };

/** Takes many appeals in one call, each by itself, with as much memory as some 1500 lines need. */
@Injectable()
export class BulkService {
  constructor(
    @Inject(IntakeService) private readonly intake: IntakeService,
    @Inject(CHANNEL_QUOTA) private readonly quota: ChannelQuota,
    @Inject(RefusalsStore) private readonly refusals: RefusalsStore,
  ) {}

  /**
   * The answers in the order of the lines, each as soon as those before it are there, and the summary at last. What breaks
   * off leaves whole lines only: a line counts when its end has come.
   * @throws whatever reading the body throws, such as a connection that was cut
   */
  async *answers(call: BulkCall): AsyncGenerator<readonly BulkAppealAnswer[] | BulkAppealSummary> {
    const count = { lines: 0, accepted: 0, replayed: 0, refused: 0 };
    const counted = (answers: readonly BulkAppealAnswer[]) => {
      for (const { status } of answers) count[status]++;
      return answers;
    };
    const state: CallState = { isStoreAway: false, line: new WaitingLine() };
    const groups = groupsOf(call);
    const waiting: Promise<readonly BulkAppealAnswer[]>[] = [];
    let fault: ProblemError | null = null;
    let reading: Promise<IteratorResult<readonly BulkPiece[] | ProblemError>> | null = groups.next();
    while (reading !== null || waiting.length > 0) {
      // Whichever is there first: the answer to the oldest group, or further lines while there is room for them.
      const further = waiting.length < groupsInFlight ? reading : null;
      const happened = await Promise.race([...(waiting[0] === undefined ? [] : [waiting[0].then(() => null)]), ...(further === null ? [] : [further])]);
      if (happened === null) {
        yield counted(await (waiting.shift() ?? []));
      } else if (happened.done === true) {
        reading = null;
      } else if (happened.value instanceof ProblemError) {
        reading = null;
        fault = happened.value;
      } else {
        const group = this.#takeGroup(call, happened.value, count.lines, state);
        // Awaited in its turn; until then a rejection must not count as unheard.
        group.catch(() => undefined);
        waiting.push(group);
        count.lines += happened.value.length;
        reading = groups.next();
      }
    }
    if (fault !== null) yield counted([answerOf(call, count.lines, { status: 'refused', error: fault })]);
    yield { summary: { ...count, complete: fault === null } };
  }

  async #takeGroup(call: BulkCall, pieces: readonly BulkPiece[], first: number, state: CallState): Promise<readonly BulkAppealAnswer[]> {
    // Read and put into line before anything is waited for: of two lines that mean the same appeal the first one makes it.
    const lines = pieces.map((piece) => state.line.enter(piece));
    const quota = await this.quota.take(call.channel, pieces.length);
    const refusal = quota?.isAllowed === false ? new ProblemError('too-many-requests', { detail: { 'zh-CN': `配额已用完，请在 ${String(quota.resetsInSeconds)} 秒后重发`, en: `The quota is used up: send it again in ${String(quota.resetsInSeconds)} seconds` } }) : null;
    return Promise.all(lines.map(async (line, offset) => {
      const index = first + offset;
      const outcome: Outcome = refusal === null ? await this.#take(call.channel, line, index, state) : { status: 'refused', error: refusal };
      line.leave();
      if ('error' in outcome) this.#note(call.channel, line, outcome.error);
      return answerOf(call, index, outcome);
    }));
  }

  #note({ name, sandbox, keyId }: CurrentChannelInfo, { read }: LineInHand, { type, status, details }: ProblemError): void {
    if (status >= 500) return;
    this.refusals.note({ channel: name, sandbox, keyId, door: 'POST /api/v1/appeals/bulk', reference: referenceIn(read), type, faults: details.errors ?? [] });
  }

  async #take(channel: CurrentChannelInfo, line: LineInHand, index: number, state: CallState): Promise<Outcome> {
    try {
      if (line.read instanceof ProblemError) throw line.read;
      await line.earlier;
      // A store that is away is away for the rest of the call: thousands of lines need not wait for it one after the other.
      if (state.isStoreAway) throw new ProblemError('unavailable');
      const { acknowledgement: { id, trackingNumber, sandbox }, replayed } = await this.intake.receive(channel.name, line.read.idempotencyKey, line.read.appeal, { sandbox: channel.sandbox, announceInMs });
      return { index, status: replayed ? 'replayed' : 'accepted', id, trackingNumber, ...(sandbox && { sandbox }) };
    } catch (error) {
      const problem = problemOf(error);
      if (problem.type === 'unavailable') state.isStoreAway = true;
      return { status: 'refused', error: problem };
    }
  }
}

interface CallState {
  isStoreAway: boolean;
  readonly line: WaitingLine;
}

/** Pieces in groups, up to the limit of a call; at last why nothing more is read, where that is not the body's end. */
async function* groupsOf({ body, splitter }: BulkCall): AsyncGenerator<readonly BulkPiece[] | ProblemError> {
  let read = 0;
  let group: BulkPiece[] = [];
  for await (const chunk of body) {
    for (const piece of splitter.feed(chunk)) {
      if (read === mostBulkAppeals) {
        yield group;
        yield new ProblemError('too-large', { detail: tooMany });
        return;
      }
      read++;
      group.push(piece);
      if (group.length === linesPerGroup) {
        yield group;
        group = [];
      }
    }
    // A client that sends line by line is answered line by line.
    if (group.length > 0) yield group;
    group = [];
  }
  const rest = splitter.end();
  const isOver = rest !== 'notAList' && read + rest.length > mostBulkAppeals;
  yield rest === 'notAList' || isOver ? group : [...group, ...rest];
  if (rest === 'notAList') yield new ProblemError('invalid-json', { detail: notAList });
  if (isOver) yield new ProblemError('too-large', { detail: tooMany });
}

const tooMany: Text = {
  'zh-CN': `每次至多 ${String(mostBulkAppeals)} 件：此行及其后均未读取，请另行提交`,
  en: `At most ${String(mostBulkAppeals)} appeals a call: this line and all behind it were not read; send them in another call`,
};
const notAList: Text = { 'zh-CN': '应为一个完整的 JSON 数组：此后的内容未读取', en: 'Expected one whole JSON array: nothing from here on was read' };

function answerOf({ language, instance }: BulkCall, index: number, outcome: Outcome): BulkAppealAnswer {
  if (!('error' in outcome)) return outcome;
  const problem = outcome.error.toProblem(language, instance);
  const { errors } = problem;
  if (errors === undefined || errors.length <= mostFaults) return { index, status: 'refused', problem };
  const detail = language === 'en' ? `${String(errors.length)} mistakes or more; the first ${String(mostFaults)} are listed` : `至少 ${String(errors.length)} 处有误，列出前 ${String(mostFaults)} 处`;
  return { index, status: 'refused', problem: { ...problem, detail, errors: errors.slice(0, mostFaults) } };
}
