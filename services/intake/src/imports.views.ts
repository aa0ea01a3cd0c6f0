import type { ImportRow, ImportView, Language } from '@suqiao/contracts';
import { headingOf, missingFields } from './domain/import-fields';
import type { ImportDocument, ImportRowDocument, ImportsStore, StoredFault } from './imports.store';

/** An import as its reader sees it. */
export async function importView(store: ImportsStore, found: ImportDocument): Promise<ImportView> {
  const [counts, same] = await Promise.all([store.counts(found), store.findSame(found)]);
  return {
    importId: found._id, channel: found.channel, divisionCode: found.own, fileName: found.fileName, format: found.format, encoding: found.encoding, sheet: found.sheet, otherSheets: found.otherSheets,
    sizeBytes: found.sizeBytes, contentSha256: found.contentSha256,
    sameFileAs: same === null ? null : { importId: same._id, uploadedAt: same.uploadedAt.toISOString(), state: same.state },
    columns: found.headings.map((heading, index) => ({ heading, field: found.fields[index] ?? null })), constants: found.constants, missing: missingFields(found.fields, found.constants),
    state: found.state, counts, rows: found.rows,
    uploadedAt: found.uploadedAt.toISOString(), committedAt: found.committedAt?.toISOString() ?? null, finishedAt: found.finishedAt?.toISOString() ?? null,
    rowsRemoved: found.rowsForgottenAt !== null && found.rowsForgottenAt.getTime() <= Date.now(),
  };
}

/** A row as its reader sees it. */
export function rowView({ row, cells, kind, version, faults, sameAsRow, trackingNumber }: ImportRowDocument, found: ImportDocument, language: Language): ImportRow {
  // What was checked under another mapping says nothing of this one.
  if (version !== found.version) return { row, cells, kind: 'unchecked', faults: [], sameAsRow: null, trackingNumber: null };
  return { row, cells, kind, faults: faults.map((fault) => ({ field: fault.field, heading: headingAt(fault, found), rule: fault.rule, detail: textOf(fault, language) })), sameAsRow, trackingNumber };
}

/** All that is wrong with a row, in one cell. */
export function reasonsOf({ faults }: ImportRowDocument, found: ImportDocument, language: Language): string {
  const told = faults.map((fault) => {
    const heading = headingAt(fault, found) ?? (fault.field === null ? null : headingOf(fault.field, language));
    const text = textOf(fault, language);
    return heading === null ? text : `${heading}${language === 'en' ? ': ' : '：'}${text}`;
  });
  return told.join(language === 'en' ? '; ' : '；');
}

function headingAt({ column }: StoredFault, { headings }: ImportDocument): string | null {
  return column === null ? null : (headings[column] ?? null);
}

function textOf({ zh, en }: StoredFault, language: Language): string {
  return language === 'en' ? en : zh;
}
