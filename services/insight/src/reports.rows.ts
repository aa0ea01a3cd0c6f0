import { createHash, type Hash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { MONGO } from '@suqiao/infra/mongo';
import { mongo, type Connection, type Model } from 'mongoose';
import { uuidv7 } from 'uuidv7';
import { lineOf, rowOfLine, type ReportRow } from './domain/report-rows';
import { reportRowsModel, type ReportRowsDocument } from './reports.model';

/** Some 8 MB of text, packed to a fifth. */
const rowsPerPart = 40_000;
const [pack, unpack] = [promisify(gzip), promisify(gunzip)];

/** The appeals behind a report's figures as they were when these were drawn, in parts; never changed once written. */
@Injectable()
export class ReportRows implements OnModuleInit {
  readonly #model: Model<ReportRowsDocument>;
  readonly #parts: mongo.Collection<ReportRowsDocument>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#model = reportRowsModel(connection);
    this.#parts = connection.getClient().db(connection.name).collection<ReportRowsDocument>(this.#model.collection.collectionName);
  }

  async onModuleInit(): Promise<void> {
    await this.#model.init();
  }

  /** Begins to keep the rows of a drawing. */
  begin(reportId: string): RowsWriter {
    return new RowsWriter(this.#parts, reportId);
  }

  /** The rows of a drawing in the order in which they were added, one part in memory at a time. */
  async *read(batch: string): AsyncGenerator<ReportRow> {
    for await (const { lines } of this.#parts.find({ batch }, { sort: { _id: 1 }, batchSize: 1 })) {
      const text = (await unpack(lines.buffer)).toString('utf8');
      for (const line of text.split('\n')) if (line !== '') yield rowOfLine(line);
    }
  }

  /** The digest of the rows of a drawing as they are stored now. */
  async digestOf(batch: string): Promise<string> {
    const hash = createHash('sha256');
    for await (const { lines } of this.#parts.find({ batch }, { sort: { _id: 1 }, batchSize: 1 })) hash.update(await unpack(lines.buffer));
    return hash.digest('hex');
  }

  /** Forgets the drawings of a report that began before one: ids of batches are in the order of time. */
  async keepFrom(reportId: string, batch: string): Promise<void> {
    await this.#parts.deleteMany({ reportId, batch: { $lt: batch } });
  }

  /** Forgets a drawing that nobody waits for any more. */
  async forget(batch: string): Promise<void> {
    await this.#parts.deleteMany({ batch });
  }
}

/** Takes rows one after another; `finish` says how many there were, and their digest. */
export class RowsWriter {
  readonly batch = uuidv7();
  readonly #hash: Hash = createHash('sha256');
  #lines: string[] = [];
  #count = 0;
  #part = 0;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: mongo.Collection<ReportRowsDocument>, private readonly reportId: string) {}

  add(row: ReportRow): void {
    this.#lines.push(lineOf(row));
    this.#count += 1;
  }

  /** Writes what fills a part; resolves at once but where the one before it is still being written. */
  async flush(): Promise<void> {
    if (this.#lines.length >= rowsPerPart) await this.#flush();
  }

  async finish(): Promise<{ count: number; sha256: string }> {
    if (this.#lines.length > 0) await this.#flush();
    await this.#writing;
    return { count: this.#count, sha256: this.#hash.digest('hex') };
  }

  async #flush(): Promise<void> {
    const text = Buffer.from(`${this.#lines.join('\n')}\n`);
    this.#lines = [];
    this.#hash.update(text);
    const part = String(this.#part++).padStart(6, '0');
    await this.#writing;
    this.#writing = this.#write(part, text);
  }

  async #write(part: string, text: Buffer): Promise<void> {
    const packed = await pack(text, { level: 1 });
    await this.parts.insertOne({ _id: `${this.batch}:${part}`, reportId: this.reportId, batch: this.batch, lines: new mongo.Binary(packed) });
  }
}
