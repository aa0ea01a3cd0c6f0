import { Readable } from 'node:stream';
import { Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { AllowChannel, CurrentChannel, NeedsScope, type CurrentChannelInfo } from '@suqiao/infra/auth';
import { languageOf, mediaTypeOf, TakesStream } from '@suqiao/infra/http';
import { loggerFor } from '@suqiao/infra/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BulkService, type BulkCall } from './bulk.service';
import { LineSplitter, ListSplitter } from './domain/bulk-lines';

const ndjson = 'application/x-ndjson';
/** An appeal in a bulk call may be as long as one that comes alone. */
const mostBytesPerAppeal = 256 * 1024;
const logger = loggerFor('intake');

/** 渠道's door for many appeals at once. */
@Controller('api/v1/appeals/bulk')
export class BulkController {
  constructor(@Inject(BulkService) private readonly bulk: BulkService) {}

  @Post()
  @HttpCode(200)
  @AllowChannel()
  @NeedsScope('appeals:write')
  @TakesStream(ndjson, 'application/json')
  post(@CurrentChannel() channel: CurrentChannelInfo, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const isLines = mediaTypeOf(request) === ndjson;
    const call: BulkCall = {
      // Breaking off must leave the connection whole: the answer still leaves by it.
      channel, body: request.raw.iterator({ destroyOnReturn: false }), splitter: isLines ? new LineSplitter(mostBytesPerAppeal) : new ListSplitter(mostBytesPerAppeal),
      language: languageOf(request.headers['accept-language']), instance: `urn:uuid:${request.id}`,
    };
    // What is ready is held until it is fetched, without limit but that of a call: a client that sends all before it reads
    // anything would else wait for us while we wait for it.
    const answer = new Readable({ read: () => undefined });
    void reply.type(`${isLines ? ndjson : 'application/json'}; charset=utf-8`).header('cache-control', 'no-store').header('content-language', call.language).header('vary', 'Accept-Language').send(answer);
    this.#write(call, isLines, answer).catch((error: unknown) => {
      logger.info({ reason: String(error), channel: channel.name }, 'a bulk call broke off');
      answer.destroy();
      request.raw.destroy();
    }).finally(() => {
      // What lies behind a call's limit is thrown away, so that the connection can serve the next call.
      request.raw.resume();
    });
  }

  async #write(call: BulkCall, isLines: boolean, answer: Readable): Promise<void> {
    let isFirst = true;
    if (!isLines) answer.push('{"results":[');
    for await (const said of this.bulk.answers(call)) {
      if (isLines) {
        answer.push(('summary' in said ? [said] : said).map((line) => `${JSON.stringify(line)}\n`).join(''));
        continue;
      }
      if ('summary' in said) answer.push(`],"summary":${JSON.stringify(said.summary)}}\n`);
      else if (said.length > 0) answer.push(`${isFirst ? '' : ','}\n${said.map((line) => JSON.stringify(line)).join(',\n')}`);
      isFirst = isFirst && ('summary' in said || said.length === 0);
    }
    answer.push(null);
  }
}
