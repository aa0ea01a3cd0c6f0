import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { isIngestTopic, pageQueryFields, topics, type DeadLetterPage, type Reader } from '@suqiao/contracts';
import { AuditTrail } from '@suqiao/infra/audit';
import { AllowReaders, CurrentReader, NeedsLevel } from '@suqiao/infra/auth';
import { decodeCursor, encodeCursor, parseRequest, ProblemError } from '@suqiao/infra/http';
import { EventBus, isTransient } from '@suqiao/infra/kafka';
import { z } from 'zod';
import { DeadLettersStore, type KeptLetter } from './dead-letters.store';
import { maskPersonalNumbers } from './domain/masking';

/** Query of the list of dead letters. */
export const deadLettersQuerySchema = z.strictObject(pageQueryFields);

/** Facts that may be put back. */
const factTopics: ReadonlySet<string> = new Set([topics.appealReceived, topics.appealClassified, topics.case, topics.supervisionOrder, topics.reminder, topics.calendar]);

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

  @Post(':id/replay')
  @HttpCode(200)
  async replay(@CurrentReader() reader: Reader, @Param('id') id: string): Promise<DeadLetterPage['items'][number]> {
    const letter = await this.store.claimReplay(id, new Date());
    if (letter === null) throw await this.#refusal(id);
    try {
      await this.#note(reader, letter);
      await this.#putBack(letter);
    } catch (error) {
      await this.store.releaseReplay(id);
      throw error;
    }
    const at = new Date().toISOString();
    await this.store.markReplayed(id, reader.subject, at);
    return rowOf({ ...letter, replayedAt: at, replayedBy: reader.subject });
  }

  /** Onto topics of facts and of channels' appeals only, so that a forged letter reaches nothing else. */
  async #putBack({ topic, key, valueBase64 }: KeptLetter): Promise<void> {
    if (!factTopics.has(topic) && !isIngestTopic(topic)) throw refused('foreign', { 'zh-CN': `“${topic}”不是诉桥的事实主题，也不是渠道的诉求主题`, en: `"${topic}" is a topic neither of Suqiao's facts nor of a channel's appeals` });
    try {
      await this.bus.publishRaw(topic, key, Buffer.from(valueBase64, 'base64'));
    } catch (error) {
      if (isTransient(error)) throw error;
      // To read a channel's topic Suqiao needs no right to write it, and a channel that is gone may have taken its topic along.
      throw refused('unwritable', { 'zh-CN': `消息服务器不接受诉桥写入“${topic}”：没有写权限，或主题已不存在`, en: `The broker takes nothing of Suqiao's on "${topic}": no right to write it, or the topic is gone` });
    }
  }

  async #note(by: Reader, { _id, topic, consumer, partition, offset }: KeptLetter): Promise<void> {
    await this.trail.append({ by, action: 'deadLetterReplayed', object: { kind: 'deadLetter', id: _id, name: topic }, reason: null, details: { consumer, place: `${String(partition)}/${offset}` }, divisionPath: [] });
  }

  async #refusal(id: string): Promise<ProblemError> {
    const letter = await this.store.find(id);
    if (letter === null) return new ProblemError('not-found');
    if (letter.replayedAt === null) return refused('replaying', { 'zh-CN': '正在重放', en: 'It is being replayed' });
    return refused('replayed', { 'zh-CN': '已重放过，不会重放第二次', en: 'It was replayed before and is not replayed twice' });
  }
}

function refused(state: string, detail: { 'zh-CN': string; en: string }): ProblemError {
  return new ProblemError('command-refused', { state, allowed: [], detail });
}

/** A letter as people see it: numbers of persons masked, in the bytes as in the text. */
function rowOf({ _id: id, consumer, topic, partition, offset, key, valueBase64, reason, attempts, at, replayedAt }: KeptLetter): DeadLetterPage['items'][number] {
  const valueText = maskPersonalNumbers(Buffer.from(valueBase64, 'base64').toString('utf8')).slice(0, longestText);
  return {
    id, consumer, topic, partition, offset, key, reason: maskPersonalNumbers(reason), attempts, at, replayedAt,
    valueText, valueBase64: Buffer.from(valueText).toString('base64'),
  };
}
