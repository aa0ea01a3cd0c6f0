import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { importFileQuerySchema, importMappingSchema, importRowsQuerySchema, importsQuerySchema } from '@suqiao/contracts';
import type { ImportRowKind, ImportRowsPage, ImportView, Reader } from '@suqiao/contracts';
import { AllowReaders, CurrentReader } from '@suqiao/infra/auth';
import { decodeCursor, encodeCursor, fieldFault, languageOf, parseRequest, ProblemError, TakesForm } from '@suqiao/infra/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { isFederationOfficer } from './domain/record-access';
import { ImportsFiles, type OutgoingFile } from './imports.files';
import { ImportsService } from './imports.service';
import { ImportsStore } from './imports.store';
import { readUpload } from './imports.upload';
import { rowView, importView } from './imports.views';

/** 工商联干部 bring files: upload, mapping, preview, import of the good rows, and the others back to be mended. */
@Controller('api/v1/imports')
@AllowReaders('unitHandler', 'unitHead', 'supervisor')
export class ImportsController {
  constructor(
    @Inject(ImportsService) private readonly imports: ImportsService,
    @Inject(ImportsStore) private readonly store: ImportsStore,
    @Inject(ImportsFiles) private readonly files: ImportsFiles,
  ) {}

  @Get()
  async list(@CurrentReader() reader: Reader, @Query() query: unknown): Promise<{ items: ImportView[]; total: number; nextCursor: string | null }> {
    onlyOfficers(reader);
    const { cursor, limit } = parseRequest(importsQuerySchema, query, 'parameters');
    const position = decodeCursor(cursor);
    const after = position === null ? null : { uploadedAt: instantIn(position[0]), id: position[1] };
    const { items, total } = await this.store.list(reader, after, limit + 1);
    const page = items.slice(0, limit);
    const last = items.length > limit ? page.at(-1) : undefined;
    return { items: await Promise.all(page.map((one) => importView(this.store, one))), total, nextCursor: encodeCursor(last === undefined ? null : [last.uploadedAt.toISOString(), last._id]) };
  }

  @Post()
  @HttpCode(201)
  @TakesForm()
  async upload(@CurrentReader() reader: Reader, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<ImportView> {
    onlyOfficers(reader);
    const taken = await readUpload(request, ({ channel, file }) => this.imports.take(reader, channel, file));
    reply.header('location', `/api/v1/imports/${taken._id}`);
    return importView(this.store, taken);
  }

  @Get('template')
  async template(@CurrentReader() reader: Reader, @Query() query: unknown, @Headers('accept-language') accepted: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    onlyOfficers(reader);
    const { format, language = languageOf(accepted) } = parseRequest(importFileQuerySchema, query, 'parameters');
    send(reply, await this.files.template(reader, format, language));
  }

  @Get(':importId')
  async get(@CurrentReader() reader: Reader, @Param('importId') importId: string): Promise<ImportView> {
    return importView(this.store, await this.imports.own(reader, importId));
  }

  @Get(':importId/rows')
  async rows(@CurrentReader() reader: Reader, @Param('importId') importId: string, @Query() query: unknown, @Headers('accept-language') accepted: string | undefined): Promise<ImportRowsPage> {
    const found = await this.imports.own(reader, importId);
    const { show, cursor, limit } = parseRequest(importRowsQuerySchema, query, 'parameters');
    const after = rowIn(cursor);
    const kinds = kindsOf(show);
    const [rows, counts] = await Promise.all([
      kinds === null ? this.store.rowsAfter(importId, after, limit + 1) : this.store.rowsOf(found, kinds, after, limit + 1),
      this.store.counts(found),
    ]);
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return {
      items: page.map((row) => rowView(row, found, languageOf(accepted))), total: kinds === null ? found.rows : kinds.reduce((sum, kind) => sum + counts[kind], 0),
      nextCursor: encodeCursor(last === undefined ? null : [String(last.row), importId]),
    };
  }

  @Post(':importId/mapping')
  @HttpCode(200)
  async remap(@CurrentReader() reader: Reader, @Param('importId') importId: string, @Body() body: unknown): Promise<ImportView> {
    return importView(this.store, await this.imports.remap(reader, importId, parseRequest(importMappingSchema, body)));
  }

  @Post(':importId/commit')
  @HttpCode(202)
  async commit(@CurrentReader() reader: Reader, @Param('importId') importId: string): Promise<ImportView> {
    onlyOfficers(reader);
    return importView(this.store, await this.imports.commit(reader, importId));
  }

  @Get(':importId/errors')
  async errors(@CurrentReader() reader: Reader, @Param('importId') importId: string, @Query() query: unknown, @Headers('accept-language') accepted: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    const found = await this.imports.own(reader, importId);
    const { format, language = languageOf(accepted) } = parseRequest(importFileQuerySchema, query, 'parameters');
    send(reply, await this.files.rowsToMend(found, format, language));
  }
}

function onlyOfficers(reader: Reader): void {
  if (!isFederationOfficer(reader)) throw new ProblemError('forbidden');
}

function send(reply: FastifyReply, { name, type, content }: OutgoingFile): void {
  void reply.headers({ 'content-type': type, 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' }).send(content);
}

function kindsOf(show: z.infer<typeof importRowsQuerySchema>['show']): readonly ImportRowKind[] | null {
  if (show === 'all') return null;
  return show === 'wrong' ? ['bad', 'refused'] : [show];
}

/** @throws ProblemError `invalid-request` for a cursor that this list never gave out */
function rowIn(cursor: string | undefined): number {
  const position = decodeCursor(cursor);
  if (position === null) return 0;
  if (/^\d{1,7}$/.test(position[0])) return Number(position[0]);
  throw badCursor();
}

function instantIn(text: string): Date {
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime())) throw badCursor();
  return instant;
}

function badCursor(): ProblemError {
  const { rule, detail } = fieldFault('', 'cursor.invalid');
  return new ProblemError('invalid-request', { errors: [{ parameter: 'cursor', rule, detail }] });
}
