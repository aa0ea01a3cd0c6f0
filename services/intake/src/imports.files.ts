import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { importFields } from '@suqiao/contracts';
import type { Language, Reader } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { fieldFault, ProblemError } from '@suqiao/infra/http';
import { headingOf, reasonHeading } from './domain/import-fields';
import { liesWithin } from './domain/import-places';
import { ImportsStore, type ImportDocument } from './imports.store';
import { writeOnThread } from './imports.threads';
import { reasonsOf } from './imports.views';
import { csvLine, csvMark, writeWorkbook, type OutgoingSheet } from './imports.writing';

/** A file for a reader to keep. */
export interface OutgoingFile {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer | Readable;
}

const types = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv; charset=utf-8' } as const;
type Format = keyof typeof types;

const portion = 500;
/** What one XLSX of rows to mend may hold; a CSV is written as it is read, however long. */
const mostRowsInXlsx = 50_000;

/** The files that go out: a template to fill in, and rows to mend and bring again. */
@Injectable()
export class ImportsFiles {
  constructor(@Inject(ImportsStore) private readonly store: ImportsStore) {}

  /** Headings that are recognised, and as XLSX also the codes that a reader may use. */
  async template(reader: Reader, format: Format, language: Language): Promise<OutgoingFile> {
    const headings = importFields.map((field) => headingOf(field, language));
    const content = format === 'csv' ? Buffer.from(csvMark + csvLine(headings)) : await writeWorkbook([{ sheet: words[language].appeals, headings, rows: [] }, divisionSheet(reader, language), categorySheet(language)]);
    return { name: `suqiao-import-template.${format}`, type: types[format], content };
  }

  /**
   * The rows that are bad or were refused, in the columns that they had, with what is wrong in a last one.
   * @throws ProblemError `command-refused` when the rows are gone; `invalid-request` for too many in one XLSX
   */
  async rowsToMend(found: ImportDocument, format: Format, language: Language): Promise<OutgoingFile> {
    if (found.rowsForgottenAt !== null && found.rowsForgottenAt.getTime() <= Date.now()) {
      const { rule, detail } = fieldFault('', 'import.rowsRemoved');
      throw new ProblemError('command-refused', { state: found.state, allowed: [], detail, errors: [{ rule, detail }] });
    }
    const headings = [...found.headings, reasonHeading[language]];
    const name = `suqiao-import-errors-${found._id.slice(0, 8)}.${format}`;
    if (format === 'csv') return { name, type: types.csv, content: Readable.from(this.#lines(found, headings, language)) };
    const { bad, refused } = await this.store.counts(found);
    if (bad + refused > mostRowsInXlsx) {
      const { rule, detail } = fieldFault('', 'import.tooManyWrong');
      throw new ProblemError('invalid-request', { errors: [{ parameter: 'format', rule, detail }] });
    }
    return { name, type: types.xlsx, content: await writeOnThread(words[language].appeals, headings, this.#wrong(found, language)) };
  }

  async *#lines(found: ImportDocument, headings: readonly string[], language: Language): AsyncGenerator<string> {
    yield csvMark + csvLine(headings);
    for await (const rows of this.#wrong(found, language)) yield rows.map(csvLine).join('');
  }

  async *#wrong(found: ImportDocument, language: Language): AsyncGenerator<string[][]> {
    for (let after = 0; ; ) {
      const rows = await this.store.rowsOf(found, ['bad', 'refused'], after, portion);
      const last = rows.at(-1);
      if (last === undefined) return;
      yield rows.map((row) => [...row.cells, reasonsOf(row, found, language)]);
      after = last.row;
    }
  }
}

const words: Readonly<Record<Language, Readonly<Record<'appeals' | 'divisions' | 'categories' | 'code' | 'name' | 'above', string>>>> = {
  'zh-CN': { appeals: '诉求', divisions: '行政区划代码', categories: '诉求分类代码', code: '代码', name: '名称', above: '上级' },
  en: { appeals: 'Appeals', divisions: 'Divisions', categories: 'Categories', code: 'Code', name: 'Name', above: 'Part of' },
};

function divisionSheet({ divisionCode }: Reader, language: Language): OutgoingSheet {
  const { divisions, code, name, above } = words[language];
  const shown = (of: string | null) => (of === null ? '' : nameIn(directory.division(of)?.name, language));
  const rows = directory.divisions.filter((division) => liesWithin(division.code, divisionCode)).map((division) => [division.code, nameIn(division.name, language), shown(division.parentCode)]);
  return { sheet: divisions, headings: [code, name, above], rows };
}

function categorySheet(language: Language): OutgoingSheet {
  const { categories, code, name, above } = words[language];
  const rows = directory.categories.map((category) => [category.code, nameIn(category.name, language), category.parentCode === null ? '' : nameIn(directory.category(category.parentCode)?.name, language)]);
  return { sheet: categories, headings: [code, name, above], rows };
}

function nameIn(name: { readonly zh: string; readonly en: string } | undefined, language: Language): string {
  return (language === 'en' ? name?.en : name?.zh) ?? '';
}
