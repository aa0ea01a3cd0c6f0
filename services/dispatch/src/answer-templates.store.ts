import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { mostAnswerTemplates, type AnswerTemplate, type NewAnswerTemplate, type Reader } from '@suqiao/contracts';
import { isDuplicateKey, MONGO } from '@suqiao/infra/mongo';
import { Schema, type Connection, type Model } from 'mongoose';

interface TemplateDocument {
  readonly _id: string;
  subject: string;
  byName: string;
  divisionCode: string;
  unitId: string | null;
  name: string;
  text: string;
  shared: boolean;
  savedAt: Date;
}

const schema = new Schema(
  { _id: { type: String, required: true }, subject: String, byName: String, divisionCode: String, unitId: String, name: String, text: String, shared: Boolean, savedAt: Date },
  { collection: 'answer_templates', versionKey: false, id: false },
);
schema.index({ subject: 1, name: 1 }, { name: 'subject_name', unique: true });
schema.index({ divisionCode: 1, unitId: 1, shared: 1, name: 1 }, { name: 'office_shared' });

/** 答复模板: a person's own, and those that the office shares. */
@Injectable()
export class AnswerTemplatesStore implements OnModuleInit {
  readonly #templates: Model<TemplateDocument>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#templates = connection.models['AnswerTemplate'] ?? connection.model<TemplateDocument>('AnswerTemplate', schema);
  }

  async onModuleInit(): Promise<void> {
    await this.#templates.init();
  }

  /** What a reader may use, by name. */
  async of({ subject, divisionCode, unitId }: Reader): Promise<AnswerTemplate[]> {
    const found = await this.#templates.find({ $or: [{ subject }, { shared: true, divisionCode, unitId }] }).sort({ name: 1, _id: 1 }).lean<TemplateDocument[]>().exec();
    return found.map((template) => templateOf(template, subject));
  }

  /** Keeps a text under a new name. @returns why it was not kept instead */
  async save({ subject, name: byName, divisionCode, unitId }: Reader, { name, text, shared }: NewAnswerTemplate, now: Date): Promise<AnswerTemplate | 'nameTaken' | 'tooMany'> {
    if ((await this.#templates.countDocuments({ subject }).exec()) >= mostAnswerTemplates) return 'tooMany';
    const document: TemplateDocument = { _id: randomUUID(), subject, byName, divisionCode, unitId, name, text, shared, savedAt: now };
    try {
      await this.#templates.create(document);
      return templateOf(document, subject);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return 'nameTaken';
    }
  }

  /** @returns whether the person had such a template */
  async remove(subject: string, templateId: string): Promise<boolean> {
    return (await this.#templates.deleteOne({ _id: templateId, subject }).exec()).deletedCount > 0;
  }
}

function templateOf({ _id, subject, byName, name, text, shared, savedAt }: TemplateDocument, reader: string): AnswerTemplate {
  return { templateId: _id, name, text, shared, mine: subject === reader, byName, savedAt: savedAt.toISOString() };
}
