import { createHash, randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { recordKinds, type ImportMapping, type Reader, type RecordKind } from '@suqiao/contracts';
import { fieldFault, ProblemError } from '@suqiao/infra/http';
import { ChannelsStore } from './channels.store';
import { missingFields, proposedFields } from './domain/import-fields';
import { FileRefusedError, refusalText } from './domain/import-refusals';
import type { TableHead } from './imports.reading';
import { IMPORT_DAYS_KEPT } from './imports.settings';
import { ImportsStore, type ImportDocument } from './imports.store';
import { ImportsSweep } from './imports.sweep';
import { readOnThread } from './imports.threads';

/** A file as it came. */
export interface UploadedFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const dayMs = 24 * 3600 * 1000;
const channelNames: Readonly<Record<RecordKind, string>> = { visit: '走访调研', symposium: '座谈交流', questionnaire: '问卷调查', 'opinion-brief': '社情民意信息' };

/** Takes files in, and what is decided on them. */
@Injectable()
export class ImportsService implements OnApplicationBootstrap {
  constructor(
    @Inject(ImportsStore) private readonly store: ImportsStore,
    @Inject(ImportsSweep) private readonly sweep: ImportsSweep,
    @Inject(ChannelsStore) private readonly channels: ChannelsStore,
    @Inject(IMPORT_DAYS_KEPT) private readonly daysKept: number,
  ) {}

  /** The officers' channels are there without anybody having made them; a name that was given to one stays. */
  async onApplicationBootstrap(): Promise<void> {
    for (const name of recordKinds) await this.channels.create({ name, displayName: channelNames[name] });
  }

  /**
   * Reads a file and stores its rows; their check begins. An import that is never committed is forgotten like a finished one.
   * @throws ProblemError `invalid-request` that names what is wrong with the file
   */
  async take(reader: Reader, channel: RecordKind, { name, bytes }: UploadedFile): Promise<ImportDocument> {
    const importId = randomUUID();
    const now = new Date();
    const sizeBytes = bytes.length;
    const contentSha256 = createHash('sha256').update(bytes).digest('hex');
    const forgetAt = new Date(now.getTime() + this.daysKept * dayMs);
    let rows = 0;
    let head: TableHead | null = null;
    try {
      await readOnThread(bytes, {
        head: (found) => {
          head = found;
          return Promise.resolve();
        },
        rows: async (some) => {
          rows += some.length;
          await this.store.addRows(some.map(({ row, cells, cut, overflows }) => ({
            _id: `${importId}:${String(row)}`, importId, row, cells: [...cells], cut: [...cut], overflows, version: 0, kind: 'unchecked', reference: null, rowHash: null, faults: [],
            // A day longer, so that no row goes before its import.
            sameAsRow: null, trackingNumber: null, attempts: 0, forgetAt: new Date(forgetAt.getTime() + dayMs),
          })));
        },
      });
      const document = documentOf({ importId, reader, channel, name, sizeBytes, contentSha256, rows, now, forgetAt, head });
      await this.store.add(document);
      this.sweep.wake();
      return document;
    } catch (error) {
      await this.store.dropRows(importId);
      throw error instanceof FileRefusedError ? refused(error) : error;
    }
  }

  /** @throws ProblemError `not-found`; `command-refused` once the import runs; `invalid-request` */
  async remap(reader: Reader, importId: string, { columns, constants }: ImportMapping): Promise<ImportDocument> {
    const found = await this.own(reader, importId);
    if (columns.length !== found.headings.length) throw new ProblemError('invalid-request', { errors: [fieldFault('/columns', 'import.columnCount')] });
    if (!(await this.store.remap(importId, columns, constants))) throw refusedIn(found, []);
    this.sweep.wake();
    return this.own(reader, importId);
  }

  /** Takes the good rows over. @throws ProblemError `not-found`; `command-refused` while rows are checked, or when nothing can be */
  async commit(reader: Reader, importId: string): Promise<ImportDocument> {
    const found = await this.own(reader, importId);
    if (missingFields(found.fields, found.constants).length > 0) throw refusedIn(found, ['mapping'], 'import.fieldMissing');
    if (!(await this.store.commit(importId, new Date()))) throw refusedIn(found, ['mapping']);
    this.sweep.wake();
    return this.own(reader, importId);
  }

  /** A reader's own import. @throws ProblemError `not-found`, also for another's */
  async own(reader: Reader, importId: string): Promise<ImportDocument> {
    const found = await this.store.find(importId, reader);
    if (found === null) throw new ProblemError('not-found');
    return found;
  }
}

interface Taken {
  readonly importId: string;
  readonly reader: Reader;
  readonly channel: RecordKind;
  readonly name: string;
  readonly sizeBytes: number;
  readonly contentSha256: string;
  readonly rows: number;
  readonly now: Date;
  readonly forgetAt: Date;
  readonly head: TableHead | null;
}

function documentOf({ importId, reader, channel, name, sizeBytes, contentSha256, rows, now, forgetAt, head }: Taken): ImportDocument {
  if (head === null) throw new Error('the thread ended without the head of the file');
  const { format, encoding, sheet, otherSheets, headings } = head;
  return {
    _id: importId, subject: reader.subject, own: reader.divisionCode, channel, fileName: name, format, encoding, sheet, otherSheets: [...otherSheets], sizeBytes, contentSha256,
    headings: [...headings], fields: proposedFields(headings), constants: {}, version: 1, state: 'checking', rows, checkedUpTo: 0, uploadedAt: now, committedAt: null, finishedAt: null,
    workedAt: now, held: false, counts: null, rowsForgottenAt: null, forgetAt,
  };
}

function refused(error: FileRefusedError): ProblemError {
  const detail = refusalText(error);
  return new ProblemError('invalid-request', { detail, errors: [{ pointer: '/file', rule: error.rule, detail }] });
}

function refusedIn({ state }: ImportDocument, allowed: readonly string[], rule?: string): ProblemError {
  return new ProblemError('command-refused', { state, allowed, ...(rule !== undefined && { errors: [{ rule, detail: fieldFault('', rule).detail }] }) });
}
