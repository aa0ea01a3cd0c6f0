import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { consultationEventSchema, formatSequence, topics, type Consultation, type ConsultationSchedule, type Reader } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { EventBus, type OutgoingEvent } from '@suqiao/infra/kafka';
import type { PagePosition } from '@suqiao/infra/http';
import { isDuplicateKey, MONGO, OutboxRelay } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import type { Connection, Model, mongo } from 'mongoose';
import { consultationsModel, type ConsultationDocument, type ScheduleDocument } from './consultations.model';
import { nextTaskDue, type ConsultationChange } from './domain/consultation';
import type { StoredFilter } from './domain/issue-permission';

type Stored = mongo.Filter<ConsultationDocument>;

/** Writes consultations and schedules, and reads them. */
@Injectable()
export class ConsultationsStore implements OnModuleInit, OnModuleDestroy {
  readonly #model: Model<ConsultationDocument>;
  readonly #consultations: mongo.Collection<ConsultationDocument>;
  readonly #schedules: mongo.Collection<ScheduleDocument>;
  readonly #relay: OutboxRelay<ConsultationDocument>;

  constructor(@Inject(MONGO) connection: Connection, @Inject(EventBus) bus: EventBus) {
    this.#model = consultationsModel(connection);
    const database = connection.getClient().db(connection.name);
    this.#consultations = database.collection<ConsultationDocument>(this.#model.collection.collectionName);
    this.#schedules = database.collection<ScheduleDocument>('insight_consultation_schedules');
    this.#relay = new OutboxRelay(connection, this.#model, bus, loggerFor('insight'));
  }

  async onModuleInit(): Promise<void> {
    await this.#model.init();
    this.#relay.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#relay.stop();
  }

  /** Writes a new consultation with `consultation.called`. @returns `false` when there is one of this id or of this occurrence */
  async call(change: ConsultationChange): Promise<boolean> {
    const { consultation, transition } = change;
    const { consultationId, divisionCode, scheduled } = consultation;
    try {
      await this.#consultations.insertOne({
        _id: consultationId, consultation, timeline: [transition], divisionPath: directory.divisionPath(divisionCode), ...derived(consultation), orderIds: [], occurrence: scheduled === null ? null : `${divisionCode} ${scheduled}`,
        outbox: [eventOf(change)], outboxSince: new Date(transition.at),
      });
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
    this.#relay.wake();
    return true;
  }

  /** Writes the next step with its event, in one write that only the sequence before it can take. @returns `false` when somebody else took it */
  async advance(before: ConsultationDocument, change: ConsultationChange, orderId: string | null): Promise<boolean> {
    const { consultation, transition } = change;
    const written = await this.#consultations.updateOne(
      { _id: before._id, 'consultation.sequence': before.consultation.sequence, ...(orderId !== null && { orderIds: { $ne: orderId } }) },
      [{ $set: {
        consultation: { $literal: consultation }, timeline: { $concatArrays: ['$timeline', [{ $literal: transition }]] }, ...derived(consultation),
        outbox: { $concatArrays: ['$outbox', [{ $literal: eventOf(change) }]] }, outboxSince: { $ifNull: ['$outboxSince', '$$NOW'] },
        ...(orderId !== null && { orderIds: { $concatArrays: ['$orderIds', [orderId]] } }),
      } }],
    );
    if (written.matchedCount > 0) this.#relay.wake();
    return written.matchedCount > 0;
  }

  /** One that meets every filter, or `null`. */
  find(consultationId: string, filters: readonly StoredFilter[]): Promise<ConsultationDocument | null> {
    return this.#consultations.findOne({ $and: [{ _id: consultationId }, ...filters] } as Stored);
  }

  /** A page, the latest meeting first, and how many there are in all. */
  async list(filters: readonly StoredFilter[], after: PagePosition | null, limit: number): Promise<{ items: Consultation[]; total: number; next: PagePosition | null }> {
    const all = { $and: [...filters] };
    const beyond = after === null ? {} : { $or: [{ 'consultation.at': { $lt: after[0] } }, { 'consultation.at': after[0], _id: { $lt: after[1] } }] };
    const [found, total] = await Promise.all([
      this.#consultations.find({ $and: [all, beyond] } as Stored, { sort: { 'consultation.at': -1, _id: -1 }, limit: limit + 1, projection: { consultation: 1 } }).toArray(),
      this.#consultations.countDocuments(all as Stored),
    ]);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items: items.map(({ consultation }) => consultation), total, next: found.length > limit && last !== undefined ? [last.consultation.at, last._id] : null };
  }

  /** Some whose next task has fallen due. */
  withLateTasks(now: Date, limit: number): Promise<ConsultationDocument[]> {
    return this.#consultations.find({ taskDue: { $lte: now } }, { sort: { taskDue: 1 }, limit }).toArray();
  }

  /** The schedule of a division, or `null`. */
  async scheduleOf(divisionCode: string): Promise<ConsultationSchedule | null> {
    return (await this.#schedules.findOne({ _id: divisionCode }))?.schedule ?? null;
  }

  async schedules(): Promise<ScheduleDocument[]> {
    return this.#schedules.find({}).toArray();
  }

  async keepSchedule(divisionCode: string, schedule: ConsultationSchedule | null, { subject, name }: Pick<Reader, 'subject' | 'name'>, now: Date): Promise<void> {
    if (schedule === null) await this.#schedules.deleteOne({ _id: divisionCode });
    else await this.#schedules.updateOne({ _id: divisionCode }, { $set: { schedule, setBy: { subject, name }, setAt: now } }, { upsert: true });
  }
}

function derived(consultation: Consultation): Pick<ConsultationDocument, 'taskDue' | 'isTaskLate'> {
  return { taskDue: nextTaskDue(consultation), isTaskLate: consultation.tasks.some(({ overdue, doneAt }) => overdue && doneAt === null) };
}

function eventOf({ consultation, transition }: ConsultationChange): OutgoingEvent {
  const { consultationId, sequence } = consultation;
  const event = consultationEventSchema.parse({
    specversion: '1.0', id: `${consultationId}:${String(sequence)}`, source: '/suqiao/insight', type: `consultation.${transition.type}`, subject: consultationId, time: transition.at,
    datacontenttype: 'application/json', dataschema: `urn:suqiao:schema:consultation.${transition.type}:1`, sequence: formatSequence(sequence), partitionkey: consultationId, data: { consultation, transition },
  });
  return { topic: topics.consultation, event };
}
