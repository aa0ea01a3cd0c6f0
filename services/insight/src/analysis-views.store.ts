import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { mostAnalysisViews, type AnalysisView, type NewAnalysisView, type Reader } from '@suqiao/contracts';
import { KeptByName, MONGO, type Kept } from '@suqiao/infra/mongo';
import type { Connection } from 'mongoose';

/** Saved questions of the analysis: a person's own, and those that colleagues of the same office share. */
@Injectable()
export class AnalysisViewsStore implements OnModuleInit {
  readonly #kept: KeptByName;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#kept = new KeptByName(connection, { model: 'AnalysisView', collection: 'analysis_views', most: mostAnalysisViews });
  }

  onModuleInit(): Promise<void> {
    return this.#kept.init();
  }

  /** What a reader may open, by name. */
  async of(reader: Reader): Promise<AnalysisView[]> {
    return (await this.#kept.of(reader)).map(viewOf);
  }

  /** Saves a question under a new name. @returns why it was not saved instead */
  async save(reader: Reader, { query, ...named }: NewAnalysisView, now: Date): Promise<AnalysisView | 'nameTaken' | 'tooMany'> {
    const kept = await this.#kept.save(reader, named, query, now);
    return typeof kept === 'string' ? kept : viewOf(kept);
  }

  /** @returns whether the person had such a view */
  remove(subject: string, viewId: string): Promise<boolean> {
    return this.#kept.remove(subject, viewId);
  }
}

function viewOf({ keptId, content, ...rest }: Kept): AnalysisView {
  return { viewId: keptId, query: content, ...rest };
}
