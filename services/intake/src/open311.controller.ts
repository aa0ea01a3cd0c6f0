import { createHash, randomUUID } from 'node:crypto';
import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { isTrackingNumber, type Open311Receipt, type Open311Token } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { AllowChannel, CurrentChannel, NeedsScope, Public, type CurrentChannelInfo } from '@suqiao/infra/auth';
import { languageOf, ProblemError } from '@suqiao/infra/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { idempotencyKeyFrom } from './domain/appeal';
import { postedOf, type Open311Fault, type PostedRequest } from './domain/open311-form';
import { requestsQueryOf } from './domain/open311-query';
import { requestOf } from './domain/open311-request';
import { definitionOf, discoveryOf, serviceName, serviceOf } from './domain/open311-services';
import { IntakeService, type Receipt } from './intake.service';
import { isForm, type ReadForm } from './open311.door';
import { Open311Filter, Open311Refusal } from './open311.refusals';
import { Open311Store, type RequestedAppeal } from './open311.store';
import { sendOpen311 } from './open311.writing';

const bothFormats = (path: string) => [`${path}.json`, `${path}.xml`];
/** Injection token of the address under which clients reach this installation; empty: as each request has it. */
export const OPEN311_ORIGIN = Symbol('open311 origin');

/** The only jurisdiction: the province. Source: `jurisdiction_id` may be left out where an endpoint serves one. */
const jurisdiction = '370000';

/** Open311 GeoReport v2: categories are services, appeals are service requests, the tracking number is their id. */
@Controller('open311')
@UseFilters(Open311Filter)
export class Open311Controller {
  constructor(
    @Inject(IntakeService) private readonly intake: IntakeService,
    @Inject(Open311Store) private readonly store: Open311Store,
    @Inject(OPEN311_ORIGIN) private readonly origin: string,
  ) {}

  @Get([...bothFormats('discovery'), ...bothFormats('v2/discovery')])
  @Public()
  discovery(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const origin = this.origin === '' ? `${request.protocol}://${request.host}` : this.origin;
    return sendOpen311(request, reply, 'discovery', discoveryOf(origin.replace(/\/$/, '')));
  }

  @Get(bothFormats('v2/services'))
  @Public()
  services(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query() query: Readonly<Record<string, unknown>>) {
    checkJurisdiction(query['jurisdiction_id']);
    const language = languageOf(request.headers['accept-language']);
    return sendOpen311(request, reply, 'services', directory.categories.map((category) => serviceOf(category, language)));
  }

  @Get('v2/services/:file')
  @Public()
  definition(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('file') file: string, @Query() query: Readonly<Record<string, unknown>>) {
    checkJurisdiction(query['jurisdiction_id']);
    const definition = definitionOf(nameIn(file), languageOf(request.headers['accept-language']));
    if (definition === null) throw new Open311Refusal([missing('service_code', '没有这个分类', 'There is no such service')]);
    return sendOpen311(request, reply, 'service_definition', definition);
  }

  @Post(bothFormats('v2/requests'))
  @HttpCode(200)
  @AllowChannel()
  @NeedsScope('appeals:write')
  async post(@CurrentChannel() channel: CurrentChannelInfo, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Headers('idempotency-key') header: string | undefined, @Body() body: ReadForm) {
    if (!isForm(body)) throw new Open311Refusal([body ?? unreadable]);
    checkJurisdiction(body.get('jurisdiction_id'));
    const language = languageOf(request.headers['accept-language']);
    const key = idempotencyKeyFrom(header) ?? randomUUID();
    const reference = `open311-${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
    const posted = postedOf(body, reference, (code) => directory.category(code) !== undefined, (code) => serviceName(code, language));
    if (!('appeal' in posted)) throw new Open311Refusal(posted);
    const { acknowledgement } = await this.#receive(channel, key, posted);
    const receipt: Open311Receipt = { service_request_id: acknowledgement.trackingNumber, service_notice: language === 'en' ? 'Received; ask for it by its number' : '已受理，可凭编号查询办理情况', account_id: posted.accountId };
    return sendOpen311(request, reply.header('cache-control', 'no-store'), 'service_requests', [receipt]);
  }

  @Get(bothFormats('v2/requests'))
  @AllowChannel()
  @NeedsScope('appeals:read')
  async list(@CurrentChannel() channel: CurrentChannelInfo, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query() query: Readonly<Record<string, unknown>>) {
    checkJurisdiction(query['jurisdiction_id']);
    const asked = requestsQueryOf(query, new Date());
    if (!('selection' in asked)) throw new Open311Refusal(asked);
    const { appeals, isMore } = await this.store.list(channel, asked);
    if (isMore) reply.header('link', `<${nextPage(request.url, asked.page + 1)}>; rel="next"`);
    return this.#send(request, reply, channel, appeals);
  }

  @Get('v2/requests/:file')
  @AllowChannel()
  @NeedsScope('appeals:read')
  async get(@CurrentChannel() channel: CurrentChannelInfo, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('file') file: string, @Query() query: Readonly<Record<string, unknown>>) {
    checkJurisdiction(query['jurisdiction_id']);
    return this.#send(request, reply, channel, [await this.#own(channel, nameIn(file), 'service_request_id')]);
  }

  /** No request here waits for its number, so no token was ever given out; a tracking number stands for itself. */
  @Get('v2/tokens/:file')
  @AllowChannel()
  @NeedsScope('appeals:read')
  async token(@CurrentChannel() channel: CurrentChannelInfo, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('file') file: string, @Query() query: Readonly<Record<string, unknown>>) {
    checkJurisdiction(query['jurisdiction_id']);
    const { trackingNumber } = await this.#own(channel, nameIn(file), 'token');
    const found: Open311Token = { service_request_id: trackingNumber, token: trackingNumber };
    return sendOpen311(request, reply, 'service_requests', [found]);
  }

  async #receive(channel: CurrentChannelInfo, key: string, { appeal, place }: PostedRequest): Promise<Receipt> {
    const reference = String(appeal['channelReference']);
    const isNew = await this.store.keepPlace(channel, reference, place);
    try {
      return await this.intake.receive(channel.name, key, appeal, { sandbox: channel.sandbox });
    } catch (error) {
      // Only what was surely not stored: of anything else the place may be needed yet.
      if (isNew && error instanceof ProblemError && error.type === 'invalid-request') await this.store.dropPlace(channel, reference);
      throw error;
    }
  }

  async #own(channel: CurrentChannelInfo, trackingNumber: string, argument: string): Promise<RequestedAppeal> {
    const appeal = isTrackingNumber(trackingNumber) ? await this.store.find(channel, trackingNumber) : null;
    if (appeal === null) throw new Open311Refusal([missing(argument, '没有这个编号的诉求', 'There is no request with this number')]);
    return appeal;
  }

  async #send(request: FastifyRequest, reply: FastifyReply, channel: CurrentChannelInfo, appeals: readonly RequestedAppeal[]) {
    const places = await this.store.placesOf(channel, appeals);
    const language = languageOf(request.headers['accept-language']);
    const requests = appeals.map((appeal) => requestOf(appeal, places.get(appeal.channelReference) ?? null, language));
    return sendOpen311(request, reply.header('cache-control', 'no-store'), 'service_requests', requests);
  }
}

const unreadable: Open311Fault = { status: 400, argument: 'body', text: { 'zh-CN': '请以 UTF-8 编码的 application/x-www-form-urlencoded 提交', en: 'Send application/x-www-form-urlencoded in UTF-8' } };

function missing(argument: string, chinese: string, english: string): Open311Fault {
  return { status: 404, argument, text: { 'zh-CN': chinese, en: english } };
}

function checkJurisdiction(id: unknown): void {
  if (id === undefined || id === '' || id === jurisdiction) return;
  throw new Open311Refusal([missing('jurisdiction_id', `没有这个辖区，应为 ${jurisdiction} 或不填`, `There is no such jurisdiction: ${jurisdiction}, or leave it out`)]);
}

/** `financing.loan-refused.json` → `financing.loan-refused`: a code may have a dot of its own. */
function nameIn(file: string): string {
  const name = /^(.+)\.(?:json|xml)$/.exec(file)?.[1];
  if (name === undefined) throw new Open311Refusal([missing('format', '请以 .json 或 .xml 结尾', 'End the path in .json or .xml')]);
  return name;
}

function nextPage(url: string, page: number): string {
  const [path = '', query = ''] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set('page', String(page));
  return `${path}?${parameters.toString()}`;
}
