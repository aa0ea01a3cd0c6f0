import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { mostAnswerTemplates, type AnswerTemplate, type NewAnswerTemplate, type Reader } from '@suqiao/contracts';
import { KeptByName, MONGO, type Kept } from '@suqiao/infra/mongo';
import type { Connection } from 'mongoose';

/** 答复模板: a person's own, and those that the unit shares. */
@Injectable()
export class AnswerTemplatesStore implements OnModuleInit {
  readonly #kept: KeptByName;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#kept = new KeptByName(connection, { model: 'AnswerTemplate', collection: 'answer_templates', most: mostAnswerTemplates });
  }

  onModuleInit(): Promise<void> {
    return this.#kept.init();
  }

  /** What a reader may use, by name. */
  async of(reader: Reader): Promise<AnswerTemplate[]> {
    return (await this.#kept.of(reader)).map(templateOf);
  }

  /** Keeps a text under a new name. @returns why it was not kept instead */
  async save(reader: Reader, { text, ...named }: NewAnswerTemplate, now: Date): Promise<AnswerTemplate | 'nameTaken' | 'tooMany'> {
    const kept = await this.#kept.save(reader, named, text, now);
    return typeof kept === 'string' ? kept : templateOf(kept);
  }

  /** @returns whether the person had such a template */
  remove(subject: string, templateId: string): Promise<boolean> {
    return this.#kept.remove(subject, templateId);
  }
}

function templateOf({ keptId, content, ...rest }: Kept): AnswerTemplate {
  return { templateId: keptId, text: content, ...rest };
}
