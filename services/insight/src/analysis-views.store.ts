import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { mostAnalysisViews, type AnalysisView, type NewAnalysisView, type Reader } from '@suqiao/contracts';
import { isDuplicateKey, MONGO } from '@suqiao/infra/mongo';
import { Schema, type Connection, type Model } from 'mongoose';

interface ViewDocument {
  readonly _id: string;
  subject: string;
  byName: string;
  divisionCode: string;
  unitId: string | null;
  name: string;
  query: string;
  shared: boolean;
  savedAt: Date;
}

const schema = new Schema(
  { _id: { type: String, required: true }, subject: String, byName: String, divisionCode: String, unitId: String, name: String, query: String, shared: Boolean, savedAt: Date },
  { collection: 'analysis_views', versionKey: false, id: false },
);
schema.index({ subject: 1, name: 1 }, { name: 'subject_name', unique: true });
schema.index({ divisionCode: 1, shared: 1, name: 1 }, { name: 'division_shared' });

/** Saved questions of the analysis: a person's own, and those that colleagues of the same office share. */
@Injectable()
export class AnalysisViewsStore implements OnModuleInit {
  readonly #views: Model<ViewDocument>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#views = connection.models['AnalysisView'] ?? connection.model<ViewDocument>('AnalysisView', schema);
  }

  async onModuleInit(): Promise<void> {
    await this.#views.init();
  }

  /** What a reader may open, by name. */
  async of({ subject, divisionCode, unitId }: Reader): Promise<AnalysisView[]> {
    const found = await this.#views.find({ $or: [{ subject }, { shared: true, divisionCode, unitId }] }).sort({ name: 1, _id: 1 }).lean<ViewDocument[]>().exec();
    return found.map((view) => viewOf(view, subject));
  }

  /** Saves a question under a new name. @returns why it was not saved instead */
  async save({ subject, name: byName, divisionCode, unitId }: Reader, { name, query, shared }: NewAnalysisView, now: Date): Promise<AnalysisView | 'nameTaken' | 'tooMany'> {
    if ((await this.#views.countDocuments({ subject }).exec()) >= mostAnalysisViews) return 'tooMany';
    const document: ViewDocument = { _id: randomUUID(), subject, byName, divisionCode, unitId, name, query, shared, savedAt: now };
    try {
      await this.#views.create(document);
      return viewOf(document, subject);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return 'nameTaken';
    }
  }

  /** @returns whether the person had such a view */
  async remove(subject: string, viewId: string): Promise<boolean> {
    return (await this.#views.deleteOne({ _id: viewId, subject }).exec()).deletedCount > 0;
  }
}

function viewOf({ _id, subject, byName, name, query, shared, savedAt }: ViewDocument, reader: string): AnalysisView {
  return { viewId: _id, name, query, shared, mine: subject === reader, byName, savedAt: savedAt.toISOString() };
}
