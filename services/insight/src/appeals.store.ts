import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { handlersOf, type AppealClassified, type CaseSnapshot } from '@suqiao/contracts';
import { directory, enterpriseKey } from '@suqiao/directory';
import { Batcher, isDuplicateKey, MONGO } from '@suqiao/infra/mongo';
import type { Connection, Model, mongo } from 'mongoose';
import { appealsCollection, appealsModel, province, type StoredAppeal } from './appeals.model';

type Write = mongo.AnyBulkWriteOperation<StoredAppeal>;

/** How often a batch that met another process's first write of an appeal is tried again. */
const attempts = 5;

/** Where an appeal lies: own division first, the province last; the province alone while nobody knows. */
function pathOf(divisionCode: string | null): string[] {
  return divisionCode === null ? [province] : directory.divisionPath(divisionCode);
}

/**
 * Builds insight's view of appeals from `appeal.classified` and `case.*`, in whatever order they come. A case's own events are
 * taken by its sequence, the rest is the same however often it is told.
 */
@Injectable()
export class AppealsStore implements OnModuleInit {
  readonly #appeals: mongo.Collection<StoredAppeal>;
  readonly #model: Model<StoredAppeal>;
  readonly #writer = new Batcher<Write, true>({ run: (batch) => this.#write(batch), longestBatch: 200, mostInFlight: 1 });

  constructor(@Inject(MONGO) connection: Connection) {
    this.#model = appealsModel(connection);
    this.#appeals = appealsCollection(connection);
  }

  async onModuleInit(): Promise<void> {
    await this.#model.init();
  }

  /** Takes over what sorting knows of an appeal; where its case is known already, that knows better. */
  async classified({ appeal, sorting }: AppealClassified['data']): Promise<void> {
    const divisionCode = sorting.jurisdiction.value;
    await this.#submit(appeal.appealId, {
      trackingNumber: appeal.trackingNumber, title: appeal.title, channel: appeal.channel, appellantName: appeal.appellantName, content: appeal.content, creditCode: appeal.creditCode,
      enterprise: appeal.creditCode ?? enterpriseKey(appeal.appellantName), receivedAt: new Date(appeal.receivedAt),
    }, 0, { categoryCode: sorting.category.value, divisionCode, divisionPath: pathOf(divisionCode), confidential: appeal.confidential });
  }

  /** Takes over a step of a case; an older one than is known changes nothing. */
  async follow(snapshot: CaseSnapshot): Promise<void> {
    const instant = (text: string | null) => (text === null ? null : new Date(text));
    await this.#submit(snapshot.caseId, {
      trackingNumber: snapshot.trackingNumber, title: snapshot.title, channel: snapshot.channel, appellantName: snapshot.appellantName, receivedAt: new Date(snapshot.receivedAt),
    }, snapshot.sequence, {
      categoryCode: snapshot.categoryCode, divisionCode: snapshot.divisionCode, divisionPath: pathOf(snapshot.divisionCode), confidential: snapshot.confidential, level: snapshot.level,
      state: snapshot.state, outcome: snapshot.outcome, answeredAt: instant(snapshot.answeredAt), closedAt: instant(snapshot.closedAt), sequence: snapshot.sequence,
    }, handlersOf(snapshot));
  }

  /** @param newest what a higher sequence may replace; @param fixed what is the same in every event of the appeal */
  async #submit(appealId: string, fixed: Readonly<Record<string, unknown>>, sequence: number, newest: Readonly<Record<string, unknown>>, handledBy: readonly string[] = []): Promise<void> {
    const known = { $ifNull: ['$sequence', 0] };
    const byName = enterpriseKey(String(fixed['appellantName']));
    const isNewer = sequence === 0 ? { $eq: [known, 0] } : { $lt: [known, sequence] };
    const chosen = Object.entries(newest).map(([field, value]) => [field, { $cond: [isNewer, { $literal: value }, { $ifNull: [`$${field}`, null] }] }] as const);
    const pictured = ['categoryCode', 'divisionCode', 'confidential'].map((field) => ({ $ne: [`$before.${field}`, `$${field}`] }));
    await this.#writer.submit({
      updateOne: {
        filter: { _id: appealId }, upsert: true,
        update: [
          { $set: { before: { categoryCode: '$categoryCode', divisionCode: '$divisionCode', confidential: '$confidential' } } },
          { $set: { ...Object.fromEntries(Object.entries(fixed).map(([field, value]) => [field, { $literal: value }])), ...Object.fromEntries(chosen) } },
          { $set: {
            handledBy: { $setUnion: [{ $ifNull: ['$handledBy', []] }, [...handledBy]] }, sequence: { $ifNull: ['$sequence', 0] }, groupId: { $ifNull: ['$groupId', null] }, content: { $ifNull: ['$content', null] },
            // A case has no credit code: until sorting tells of it, enterprises are told apart by name.
            enterprise: { $ifNull: ['$enterprise', { $literal: byName }] }, reasons: { $ifNull: ['$reasons', []] }, answers: { $ifNull: ['$answers', []] }, outbox: { $ifNull: ['$outbox', []] }, outboxSince: { $ifNull: ['$outboxSince', null] },
            level: { $ifNull: ['$level', null] }, state: { $ifNull: ['$state', null] }, outcome: { $ifNull: ['$outcome', null] },
          } },
          { $set: {
            waiting: { $and: [{ $eq: ['$groupId', null] }, { $ne: ['$content', null] }, { $eq: ['$confidential', false] }] },
            changed: { $or: [{ $eq: ['$changed', true] }, { $and: [{ $ne: ['$groupId', null] }, { $or: pictured }] }] },
          } },
          { $unset: 'before' },
        ],
      },
    });
  }

  async #write(batch: readonly Write[]): Promise<true[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#appeals.bulkWrite([...batch], { ordered: true });
        return batch.map(() => true);
      } catch (error) {
        // Another process made one of these between our look and our write; all of it may be written again.
        if (!isDuplicateKey(error) || attempt === attempts) throw error;
      }
    }
  }
}
