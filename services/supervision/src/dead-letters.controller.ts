import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { pageQueryFields, type DeadLetterPage, type Reader } from '@suqiao/contracts';
import { AllowReaders, CurrentReader } from '@suqiao/infra/auth';
import { decodeCursor, encodeCursor, parseRequest, ProblemError } from '@suqiao/infra/http';
import { EventBus } from '@suqiao/infra/kafka';
import { z } from 'zod';
import { DeadLettersStore, type KeptLetter } from './dead-letters.store';

/** Query of the list of dead letters. */
export const deadLettersQuerySchema = z.strictObject(pageQueryFields);

/** 死信: see what could not be taken, and put it back. */
@Controller('api/v1/dead-letters')
@AllowReaders('administrator')
export class DeadLettersController {
  constructor(
    @Inject(DeadLettersStore) private readonly store: DeadLettersStore,
    @Inject(EventBus) private readonly bus: EventBus,
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
    const letter = await this.store.find(id);
    if (letter === null) throw new ProblemError('not-found');
    const at = new Date().toISOString();
    if (!(await this.store.claimReplay(id, reader.subject, at))) {
      throw new ProblemError('command-refused', { state: 'replayed', allowed: [], detail: { 'zh-CN': '已重放过，不会重放第二次', en: 'It was replayed before and is not replayed twice' } });
    }
    try {
      await this.bus.publishRaw(letter.topic, letter.key, Buffer.from(letter.valueBase64, 'base64'));
    } catch (error) {
      await this.store.releaseReplay(id);
      throw error;
    }
    return rowOf({ ...letter, replayedAt: at });
  }
}

function rowOf({ _id, replayedBy: _by, ...letter }: KeptLetter): DeadLetterPage['items'][number] {
  const text = Buffer.from(letter.valueBase64, 'base64').toString('utf8').slice(0, 20_000);
  return { ...letter, id: _id, valueText: text.replaceAll(/(1\d{2})\d{4}(\d{4})/g, '$1****$2') };
}
