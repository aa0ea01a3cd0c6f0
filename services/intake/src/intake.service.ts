import { hash, randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { buildTrackingNumber, formatSequence, newAppealSchema, topics } from '@suqiao/contracts';
import type { AppealAcknowledgement, AppealReceived, NewAppeal } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { faultsOf, fieldFault, ProblemError, type FieldFault } from '@suqiao/infra/http';
import { outboxSinceOnInsert } from '@suqiao/infra/mongo';
import { currentTraceparent, loggerFor } from '@suqiao/infra/telemetry';
import { uuidv7 } from 'uuidv7';
import { occurredAtFault, shanghaiDate } from './domain/appeal';
import { canonicalJson } from './domain/canonical';
import { trackingNumberIndex, type AppealPlace, type KnownAppeal, type UsedKey } from './intake.shelf';
import { IntakeStore, type AppealDocument } from './intake.store';
import { SandboxStore } from './intake.sandbox.store';

/** The acknowledgement, and whether it answers for an appeal that was there before. */
export interface Receipt {
  readonly acknowledgement: AppealAcknowledgement;
  readonly replayed: boolean;
}

/** How an appeal came. */
export interface ReceiveOptions {
  readonly sandbox?: boolean;
  /** How long its event may wait for those that come with it; it is stored at once. */
  readonly announceInMs?: number;
}

const logger = loggerFor('intake');

/** A channel learns within this time whether its appeal is stored. */
const acknowledgeInMs = 3000;
/** What refused an insert is there, but a majority may have to confirm it first before it can be read. */
const readAttempts = 20;
const readAgainInMs = 25;
/** Five random numbers in a row that were all taken mean a broken source of randomness. */
const numberAttempts = 5;

/** 受理登记: takes an appeal from a channel exactly once. */
@Injectable()
export class IntakeService {
  constructor(
    @Inject(IntakeStore) private readonly store: IntakeStore,
    @Inject(SandboxStore) private readonly sandbox: SandboxStore,
  ) {}

  /**
   * @param body as the channel sent it, parsed from JSON but not checked
   * @param options.announceInMs as part of a bulk call
   * @param options.sandbox whether it came by a sandbox key: checked and answered alike, stored apart, never a case
   * @throws ProblemError `invalid-request` with every wrong field; `idempotency-key-mismatch`; `unavailable` when the
   * store does not confirm the write in time: nothing was acknowledged, and trying again under the same key gives one
   * appeal whether or not this try was stored
   */
  async receive(channel: string, idempotencyKey: string, body: unknown, { sandbox = false, announceInMs = 0 }: ReceiveOptions = {}): Promise<Receipt> {
    const place: AppealPlace = sandbox ? this.sandbox : this.store;
    const now = new Date();
    const appeal = checked(body, now);
    const used = { key: idempotencyKey, bodyHash: hash('sha256', canonicalJson(appeal)) };
    for (let attempt = 0; attempt < numberAttempts; attempt++) {
      const document = documentOf(channel, appeal, used, now, announceInMs);
      const outcome = await confirmed(place.insert(document, announceInMs));
      const found = outcome === 'inserted' ? receipt(document, false) : outcome.duplicateIndex === trackingNumberIndex ? null : await confirmed(earlier(place, channel, appeal.channelReference, used));
      if (found !== null) return sandbox ? { ...found, acknowledgement: { ...found.acknowledgement, sandbox: true } } : found;
    }
    throw new Error('no free tracking number was found');
  }
}

/** The answer for an appeal that is there already, by its key or by the channel's own number. */
async function earlier(place: AppealPlace, channel: string, channelReference: string, used: UsedKey): Promise<Receipt> {
  for (let attempt = 0; attempt < readAttempts; attempt++) {
    const byKey = await place.findByKey(channel, used.key);
    if (byKey !== null) {
      const first = byKey.keys.find((entry) => entry.key === used.key);
      if (first?.bodyHash !== used.bodyHash) throw new ProblemError('idempotency-key-mismatch');
      return receipt(byKey, true);
    }
    const byReference = await place.findByReference(channel, channelReference);
    if (byReference !== null && !(await place.addKey(byReference._id, used))) return receipt(byReference, true);
    if (byReference === null) await delay(readAgainInMs);
  }
  throw unavailable();
}

function unavailable(): ProblemError {
  return new ProblemError('unavailable', { headers: { 'retry-after': '5' } });
}

/**
 * Waits for the store, but not longer than a channel does. Whatever keeps the store from confirming, nothing was
 * acknowledged and trying again under the same key is right: the channel is told so, the log is told why.
 */
function confirmed<Result>(work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      reject(unavailable());
    }, acknowledgeInMs);
    const finish = (settle: () => void) => {
      clearTimeout(late);
      settle();
    };
    work.then(
      (result) => {
        finish(() => {
          resolve(result);
        });
      },
      (error: unknown) => {
        if (!(error instanceof ProblemError)) logger.warn({ err: error }, 'the store did not confirm an appeal');
        finish(() => {
          reject(error instanceof ProblemError ? error : unavailable());
        });
      },
    );
  });
}

let pool = Buffer.alloc(0);

/** Random bytes, asked of the system for many appeals at once: it is slow to answer. */
function takeRandom(sizeBytes: number): Buffer {
  if (pool.length < sizeBytes) pool = randomBytes(4096);
  const taken = pool.subarray(0, sizeBytes);
  pool = pool.subarray(sizeBytes);
  return taken;
}

function receipt(document: KnownAppeal, replayed: boolean): Receipt {
  return { acknowledgement: { id: document._id, trackingNumber: document.trackingNumber, status: 'received' }, replayed };
}

/** Every mistake at once: the form's, and what only the directory and the clock know. */
function checked(body: unknown, now: Date): NewAppeal {
  const parsed = newAppealSchema.safeParse(body);
  const faults: FieldFault[] = parsed.success ? [] : faultsOf(newAppealSchema, body, 'body');
  const given: Readonly<Record<string, unknown>> = typeof body === 'object' && body !== null ? { ...body } : {};
  const { divisionCode, categoryCode, occurredAt } = given;
  const wrong = (field: string) => faults.some((fault) => fault.pointer === `/${field}`);
  if (typeof divisionCode === 'string' && !wrong('divisionCode') && directory.division(divisionCode) === undefined) faults.push(fieldFault('/divisionCode', 'divisionCode.unknown'));
  if (typeof categoryCode === 'string' && !wrong('categoryCode') && directory.category(categoryCode) === undefined) faults.push(fieldFault('/categoryCode', 'categoryCode.unknown'));
  if (typeof occurredAt === 'string' && !wrong('occurredAt')) {
    const rule = occurredAtFault(occurredAt, now);
    if (rule !== null) faults.push(fieldFault('/occurredAt', rule));
  }
  if (!parsed.success || faults.length > 0) throw new ProblemError('invalid-request', { errors: faults });
  return parsed.data;
}

function documentOf(channel: string, appeal: NewAppeal, used: UsedKey, now: Date, announceInMs: number): AppealDocument {
  const id = uuidv7();
  const trackingNumber = buildTrackingNumber(shanghaiDate(now), takeRandom(8));
  const receivedAt = now.toISOString();
  const occurredAt = appeal.occurredAt === undefined ? null : new Date(appeal.occurredAt).toISOString();
  const { name, creditCode = null, contact = null, phone = null, email } = appeal.appellant;
  const traceparent = currentTraceparent();
  const event: AppealReceived = {
    specversion: '1.0', id: `${id}:0`, source: '/suqiao/intake', type: 'appeal.received', subject: id, time: receivedAt,
    datacontenttype: 'application/json', dataschema: 'urn:suqiao:schema:appeal.received:2', sequence: formatSequence(0), partitionkey: id,
    ...(traceparent !== undefined && { traceparent }),
    data: {
      appealId: id, trackingNumber, channel, channelReference: appeal.channelReference, title: appeal.title, content: appeal.content, occurredAt, receivedAt,
      appellantName: name, creditCode, divisionCode: appeal.divisionCode ?? null, categoryCode: appeal.categoryCode ?? null,
      confidential: appeal.confidential ?? false,
    },
  };
  return {
    _id: id, trackingNumber, channel, channelReference: appeal.channelReference, keys: [used], title: appeal.title, content: appeal.content, occurredAt, receivedAt,
    appellant: { name, creditCode, contact, phone, ...(email !== undefined && { email }) },
    given: { ...(appeal.divisionCode !== undefined && { divisionCode: appeal.divisionCode }), ...(appeal.categoryCode !== undefined && { categoryCode: appeal.categoryCode }) },
    confidential: appeal.confidential ?? false, status: 'received', case: null, lead: null, sequence: 0, timeline: [], divisionPath: directory.divisionPath(appeal.divisionCode ?? '370000'), handledBy: [],
    outbox: [{ topic: topics.appealReceived, event }], outboxSince: outboxSinceOnInsert(now, announceInMs),
  };
}
