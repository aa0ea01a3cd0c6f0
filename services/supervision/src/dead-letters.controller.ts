import { createHash } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { isIngestTopic, mendedLetterSchema, pageQueryFields, submittedFrameSchema, suqiaoEventSchema, topics, type DeadLetterPage, type Reader } from '@suqiao/contracts';
import { AuditTrail } from '@suqiao/infra/audit';
import { AllowReaders, CurrentReader, NeedsLevel } from '@suqiao/infra/auth';
import { decodeCursor, encodeCursor, faultsOf, fieldFault, parseRequest, ProblemError } from '@suqiao/infra/http';
import { EventBus, isTransient } from '@suqiao/infra/kafka';
import { z } from 'zod';
import { DeadLettersStore, type KeptLetter } from './dead-letters.store';
import { maskPersonalNumbers } from './domain/masking';
import { mended } from './domain/mending';

/** Query of the list of dead letters. */
export const deadLettersQuerySchema = z.strictObject(pageQueryFields);

/** Facts that may be put back. */
const factTopics: ReadonlySet<string> = new Set(Object.values(topics).filter((topic) => topic !== topics.deadLetter));

/** A record may be a megabyte; a person reads its beginning. */
const longestText = 20_000;

/** 死信: see what could not be taken, and put it back. A record that could not be read lies in no division: it is the province's. */
@Controller('api/v1/dead-letters')
@AllowReaders('administrator')
@NeedsLevel('province')
export class DeadLettersController {
  constructor(
    @Inject(DeadLettersStore) private readonly store: DeadLettersStore,
    @Inject(EventBus) private readonly bus: EventBus,
    @Inject(AuditTrail) private readonly trail: AuditTrail,
  ) {}

  @Get()
  async list(@Query() query: unknown): Promise<DeadLetterPage> {
    const { cursor, limit } = parseRequest(deadLettersQuerySchema, query, 'parameters');
    const page = await this.store.list(decodeCursor(cursor), limit);
    return { items: page.items.map(rowOf), total: page.total, nextCursor: encodeCursor(page.next) };
  }

  /** Puts a changed record back in the place of one that nobody could take; the original is kept as it came. */
  @Post(':id/mend')
  @HttpCode(200)
  async mend(@CurrentReader() reader: Reader, @Param('id') id: string, @Body() body: unknown): Promise<Row> {
    const found = await this.store.find(id);
    if (found === null) throw new ProblemError('not-found');
    const { valueText, reason } = parseRequest(mendedLetterSchema, body);
    const { value, key } = mendedRecord(found, valueText);
    const mendedBase64 = Buffer.from(value).toString('base64');
    return this.#once(reader, id, { ...found, key, valueBase64: mendedBase64 }, { mendedBase64, mendReason: reason });
  }

  @Post(':id/replay')
  @HttpCode(200)
  async replay(@CurrentReader() reader: Reader, @Param('id') id: string): Promise<Row> {
    return this.#once(reader, id, null, {});
  }

  /**
   * Puts a record back, once.
   * @param instead what goes in the letter's place; null: the letter as it came
   */
  async #once(reader: Reader, id: string, instead: KeptLetter | null, mending: Pick<KeptLetter, 'mendedBase64' | 'mendReason'>): Promise<Row> {
    const letter = await this.store.claimReplay(id, new Date());
    if (letter === null) throw await this.#refusal(id);
    try {
      refuseForeign(letter);
      await this.#note(reader, letter, mending);
      await this.#putBack(instead ?? letter);
    } catch (error) {
      await this.store.releaseReplay(id);
      throw error;
    }
    const at = new Date().toISOString();
    await this.store.markReplayed(id, reader.subject, at, mending);
    return rowOf({ ...letter, replayedAt: at, replayedBy: reader.subject, ...mending });
  }

  async #putBack({ topic, key, valueBase64 }: KeptLetter): Promise<void> {
    try {
      await this.bus.publishRaw(topic, key, Buffer.from(valueBase64, 'base64'));
    } catch (error) {
      if (isTransient(error)) throw error;
      // To read a channel's topic Suqiao needs no right to write it, and a channel that is gone may have taken its topic along.
      throw refused('unwritable', { 'zh-CN': `消息服务器不接受诉桥写入“${topic}”：没有写权限，或主题已不存在`, en: `The broker takes nothing of Suqiao's on "${topic}": no right to write it, or the topic is gone` });
    }
  }

  /** On the audit trail first; of a change its digests, never its words. */
  async #note(by: Reader, { _id, topic, consumer, partition, offset, valueBase64 }: KeptLetter, { mendedBase64, mendReason }: Pick<KeptLetter, 'mendedBase64' | 'mendReason'>): Promise<void> {
    const digests = mendedBase64 === undefined ? {} : { before: sha256(valueBase64), after: sha256(mendedBase64) };
    await this.trail.append({
      by, action: mendedBase64 === undefined ? 'deadLetterReplayed' : 'deadLetterMended', object: { kind: 'deadLetter', id: _id, name: topic }, reason: mendReason ?? null,
      details: { consumer, place: `${String(partition)}/${offset}`, ...digests }, divisionPath: [],
    });
  }

  async #refusal(id: string): Promise<ProblemError> {
    const letter = await this.store.find(id);
    if (letter === null) return new ProblemError('not-found');
    if (letter.replayedAt === null) return refused('replaying', { 'zh-CN': '正在重放', en: 'It is being replayed' });
    return refused('replayed', { 'zh-CN': '已重放过，不会重放第二次', en: 'It was replayed before and is not replayed twice' });
  }
}

type Row = DeadLetterPage['items'][number];

/** Onto topics of facts and of channels' appeals only, so that a forged letter reaches nothing else. */
function refuseForeign({ topic }: KeptLetter): void {
  if (!factTopics.has(topic) && !isIngestTopic(topic)) throw refused('foreign', { 'zh-CN': `“${topic}”不是诉桥的事实主题，也不是渠道的诉求主题`, en: `"${topic}" is a topic neither of Suqiao's facts nor of a channel's appeals` });
}

/** The record that goes back in a letter's place, by the schema of its topic. @throws ProblemError `command-refused`; `invalid-request` with pointers into the record */
function mendedRecord(letter: KeptLetter, edited: string): { readonly value: string; readonly key: string | null } {
  refuseForeign(letter);
  const original = textOf(letter.valueBase64);
  if (original.length > longestText) throw refused('tooLong', { 'zh-CN': '记录过长，未全部显示，不能在此修改', en: 'The record is longer than what is shown of it: it can not be mended here' });
  const result = mended(original, edited);
  if (!result.ok) throw new ProblemError('invalid-request', { errors: [fieldFault(result.fault.pointer, result.fault.rule)] });
  const faults = faultsOf(isIngestTopic(letter.topic) ? submittedFrameSchema : suqiaoEventSchema, result.value, 'body');
  if (faults.length > 0) throw new ProblemError('invalid-request', { errors: faults });
  const event = suqiaoEventSchema.safeParse(result.value);
  return { value: JSON.stringify(result.value), key: event.success ? event.data.partitionkey : letter.key };
}

function textOf(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}

function sha256(base64: string): string {
  return createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex');
}

function refused(state: string, detail: { 'zh-CN': string; en: string }): ProblemError {
  return new ProblemError('command-refused', { state, allowed: [], detail });
}

/** A letter as people see it: numbers of persons masked, in the bytes as in the text. */
function rowOf({ _id: id, consumer, topic, partition, offset, key, valueBase64, reason, attempts, at, replayedAt, mendedBase64 }: KeptLetter): Row {
  const whole = textOf(valueBase64);
  const valueText = maskPersonalNumbers(whole).slice(0, longestText);
  return {
    id, consumer, topic, partition, offset, key, reason: maskPersonalNumbers(reason), attempts, at, replayedAt,
    valueText, valueBase64: Buffer.from(valueText).toString('base64'), mendedText: mendedBase64 === undefined ? null : maskPersonalNumbers(textOf(mendedBase64)).slice(0, longestText),
    mendable: replayedAt === null && whole.length <= longestText,
  };
}
