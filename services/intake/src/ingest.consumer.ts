import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { cloudEventsContentType, ingestRequestSchema, ingestRetentionInMs, ingestTopics, isCaseEvent, languages, newAppealSchema, submittedFrameSchema, topics } from '@suqiao/contracts';
import type { CaseEvent, IngestAnswer, Language } from '@suqiao/contracts';
import { faultsOf, ProblemError } from '@suqiao/infra/http';
import { EventBus, PartAwayError, PoisonError, type RawRecord, type Subscription } from '@suqiao/infra/kafka';
import { runWithTraceparent, traceparentOf } from '@suqiao/infra/telemetry';
import { ChannelsStore } from './channels.store';
import { progressOf } from './domain/ingest';
import { acknowledged, keyOf, progressed, refused, type IngestRequest } from './ingest.answers';
import { INGEST_CHANNELS } from './ingest.settings';
import { IntakeService } from './intake.service';
import { IntakeStore } from './intake.store';
import { RefusalsStore } from './refusals.store';

/**
 * 渠道 that push through Kafka: takes what lies on their topics, and answers on others. A record is done with only when
 * its answer lies on the broker; what comes again is the same appeal and is answered the same.
 */
@Injectable()
export class IngestConsumer implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  #subscriptions: Subscription[] = [];

  constructor(
    @Inject(EventBus) private readonly bus: EventBus,
    @Inject(IntakeService) private readonly intake: IntakeService,
    @Inject(IntakeStore) private readonly store: IntakeStore,
    @Inject(ChannelsStore) private readonly registry: ChannelsStore,
    @Inject(RefusalsStore) private readonly refusals: RefusalsStore,
    @Inject(INGEST_CHANNELS) private readonly channels: readonly string[],
  ) {}

  async onModuleInit(): Promise<void> {
    if (this.channels.length === 0) return;
    const channelOf = new Map(this.channels.map((channel) => [ingestTopics(channel).submitted, channel]));
    await this.bus.ensureTopics(Object.fromEntries(this.channels.flatMap((channel) => Object.values(ingestTopics(channel)).map((topic) => [topic, ingestRetentionInMs]))));
    this.#subscriptions = [
      this.bus.subscribeRecords({
        consumer: 'intake-ingest', topics: [...channelOf.keys()],
        handle: async (record) => {
          const channel = channelOf.get(record.topic);
          if (channel !== undefined) await this.#take(channel, record);
        },
      }),
      this.bus.subscribe({
        consumer: 'intake-ingest-progress', topics: [topics.case],
        handle: async (event) => {
          if (isCaseEvent(event) && this.channels.includes(event.data.case.channel)) await this.#tellProgress(event);
        },
      }),
    ];
  }

  /** A channel that the deployment names is one that people see. */
  async onApplicationBootstrap(): Promise<void> {
    for (const name of this.channels) await this.registry.create({ name, displayName: name });
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.#subscriptions.map((subscription) => subscription.close()));
  }

  async #take(channel: string, { key, value }: RawRecord): Promise<void> {
    const event = jsonOf(value);
    const named = ingestRequestSchema.safeParse(event);
    if (!named.success) throw new PoisonError('not a CloudEvent: no id or no source that an answer could name');
    const request: IngestRequest = { id: named.data.id, source: named.data.source, key };
    const language = languageIn(named.data['language']);
    const faults = faultsOf(submittedFrameSchema, event, 'body');
    if (faults.length > 0) {
      await this.#refuse(channel, request, new ProblemError('invalid-request', { errors: faults }), language);
      throw new PoisonError(`not an appeal.submitted: ${faults.slice(0, 5).map(({ pointer, rule }) => `${pointer ?? ''} ${rule}`).join('; ')}`);
    }
    await runWithTraceparent(traceparentOf(named.data['traceparent']), () => this.#receive(channel, request, named.data['data'], language));
  }

  async #receive(channel: string, request: IngestRequest, data: unknown, language: Language): Promise<void> {
    const idempotencyKey = keyOf(request);
    try {
      const { acknowledgement: { id, trackingNumber }, replayed } = await this.intake.receive(channel, idempotencyKey, data);
      const { channelReference } = newAppealSchema.parse(data);
      const isAnothers = replayed && !(await this.#isFirst(channel, idempotencyKey));
      await this.#answer(channel, request.key, acknowledged(request, { id, trackingNumber, channelReference, replayed: isAnothers }, new Date()));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (error.status >= 500 || error.status === 429) throw new PartAwayError(error.message, { cause: error });
      await this.#refuse(channel, request, fromRoot(error), language);
    }
  }

  /** Whether the appeal that is there was brought by this very request, which then came again. */
  async #isFirst(channel: string, idempotencyKey: string): Promise<boolean> {
    return (await this.store.findByKey(channel, idempotencyKey))?.keys[0]?.key === idempotencyKey;
  }

  async #refuse(channel: string, request: IngestRequest, error: ProblemError, language: Language): Promise<void> {
    this.refusals.note({ channel, sandbox: false, keyId: null, door: ingestTopics(channel).submitted, reference: null, type: error.type, faults: error.details.errors ?? [] });
    const problem = error.toProblem(language, `urn:suqiao:request:${encodeURIComponent(request.id)}`);
    await this.#answer(channel, request.key, refused(request, problem, new Date()));
  }

  async #tellProgress(event: CaseEvent): Promise<void> {
    const { case: snapshot, transition } = event.data;
    const data = progressOf(snapshot, transition);
    if (data !== null) await this.#answer(snapshot.channel, event.partitionkey, progressed(event, data));
  }

  /** Whatever keeps an answer from the broker, the request waits: an answer is never put aside. */
  async #answer(channel: string, key: string | null, answer: IngestAnswer): Promise<void> {
    try {
      await this.bus.publishRaw(ingestTopics(channel).answer, key, Buffer.from(JSON.stringify(answer)), { 'content-type': cloudEventsContentType });
    } catch (error) {
      throw new PartAwayError('an answer could not be published yet', { cause: error });
    }
  }
}

/** An appeal's own faults, with their pointers from the root of the request. */
function fromRoot({ type, details }: ProblemError): ProblemError {
  if (details.errors === undefined) return new ProblemError(type, details);
  return new ProblemError(type, { ...details, errors: details.errors.map((fault) => ({ ...fault, pointer: `/data${fault.pointer ?? ''}` })) });
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function jsonOf(value: Buffer): unknown {
  try {
    const parsed: unknown = JSON.parse(decoder.decode(value));
    return parsed;
  } catch {
    throw new PoisonError('not JSON in UTF-8');
  }
}

function languageIn(asked: unknown): Language {
  return languages.find((language) => language === asked) ?? 'zh-CN';
}
