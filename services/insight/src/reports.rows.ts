import { createHash, type Hash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { MONGO } from '@suqiao/infra/mongo';
import { mongo, type Connection, type Model } from 'mongoose';
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

  /** Begins to keep the rows of a drawing; what an attempt before left of it is taken away. */
  async begin(reportId: string, drawing: number): Promise<RowsWriter> {
    await this.#parts.deleteMany({ reportId, drawing });
    return new RowsWriter(this.#parts, reportId, drawing);
  }

  /** The rows of a drawing in the order in which they were added, one part in memory at a time. */
  async *read(reportId: string, drawing: number): AsyncGenerator<ReportRow> {
    for await (const { lines } of this.#parts.find({ reportId, drawing }, { sort: { _id: 1 }, batchSize: 1 })) {
      const text = (await unpack(lines.buffer)).toString('utf8');
      for (const line of text.split('\n')) if (line !== '') yield rowOfLine(line);
    }
  }

  /** The digest of the rows of a drawing as they are stored now. */
  async digestOf(reportId: string, drawing: number): Promise<string> {
    const hash = createHash('sha256');
    for await (const { lines } of this.#parts.find({ reportId, drawing }, { sort: { _id: 1 }, batchSize: 1 })) hash.update(await unpack(lines.buffer));
    return hash.digest('hex');
  }

  /** Forgets drawings of a report that another took the place of. */
  async forget(reportId: string, before: number): Promise<void> {
    await this.#parts.deleteMany({ reportId, drawing: { $lt: before } });
  }
}

/** Takes rows one after another; `finish` says how many there were, and their digest. */
export class RowsWriter {
  readonly #hash: Hash = createHash('sha256');
  #lines: string[] = [];
  #count = 0;
  #part = 0;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: mongo.Collection<ReportRowsDocument>, private readonly reportId: string, private readonly drawing: number) {}

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
    await this.parts.insertOne({ _id: `${this.reportId}:${String(this.drawing)}:${part}`, reportId: this.reportId, drawing: this.drawing, lines: new mongo.Binary(packed) });
  }
}
