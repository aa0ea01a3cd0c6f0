import { createRequire } from 'node:module';
import { Inject, Injectable } from '@nestjs/common';
import type { ReportFormat } from '@suqiao/contracts';
import { ProblemError } from '@suqiao/infra/http';
import { documentOf, type OfficialDocument } from './domain/report-document';
import { reportOfficeOf } from './domain/report-names';
import { ReportKept } from './reports.kept';
import type { ReportDocument } from './reports.model';
import { drawingOf } from './reports.snapshot';

/** A file as it leaves. */
export interface ReportFile {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
}

/** Who writes a format is loaded when the first file of it is asked for: together they weigh more than the rest of the service. */
const load = createRequire(__filename);

const types: Readonly<Record<ReportFormat, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', pdf: 'application/pdf', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Reports as files. What is frozen is written from its snapshot, whatever became of it since. */
@Injectable()
export class ReportExports {
  constructor(@Inject(ReportKept) private readonly kept: ReportKept) {}

  /** @throws ProblemError `command-refused` before anything was drawn */
  async file(document: ReportDocument, format: ReportFormat): Promise<ReportFile> {
    return { name: `${document.report.quarter}-special-report${document.frozen === null ? '-draft' : ''}.${format}`, type: types[format], content: await this.#write(document, format) };
  }

  async #write(document: ReportDocument, format: ReportFormat): Promise<Buffer> {
    switch (format) {
      case 'docx':
        return (load('./report-docx') as typeof import('./report-docx')).reportDocx(paperOf(document));
      case 'pdf':
        return (load('./report-pdf') as typeof import('./report-pdf')).reportPdf(paperOf(document));
      case 'xlsx': {
        const { mostAppealsShown, reportXlsx } = load('./report-xlsx') as typeof import('./report-xlsx');
        const { title, drawing, number } = sourceOf(document);
        const page = await this.kept.page(document, 'total', null, mostAppealsShown);
        return reportXlsx({ title, number: number ?? '（草稿，未编号）', drawing, appeals: page?.items ?? [], appealsInAll: page?.total ?? 0 });
      }
    }
  }
}

function sourceOf(document: ReportDocument) {
  const { frozen, report, title, blocks } = document;
  const drawing = frozen?.drawing ?? drawingOf(document);
  if (drawing === null) throw new ProblemError('command-refused', { state: report.state, allowed: [], detail: { 'zh-CN': '正在取数，尚无可导出的内容', en: 'Figures are being drawn: there is nothing to export yet' } });
  return { title: frozen?.title ?? title, blocks: frozen?.blocks ?? blocks, drawing, number: report.number?.text ?? null, datedAt: new Date(report.frozenAt ?? drawing.drawnAt) };
}

function paperOf(document: ReportDocument): OfficialDocument {
  const office = reportOfficeOf(document.report.divisionCode);
  if (office === undefined) throw new ProblemError('not-found');
  return documentOf(sourceOf(document), office);
}
