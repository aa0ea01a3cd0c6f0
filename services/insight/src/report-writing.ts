import { isDeepStrictEqual } from 'node:util';
import { NumberTexts, type ReportText } from '@suqiao/contracts';
import type { FieldFault } from '@suqiao/infra/http';
import { missingIn } from './domain/report-text';
import { personalFaultsIn } from './report-faults';
import type { ReportDocument, StoredDrawing } from './reports.model';

type Stored = Pick<ReportDocument, 'title' | 'blocks'>;

/** The version that an If-Match names; null without one, -1 for what names none. */
export function textVersionFrom(header: string | undefined): number | null {
  if (header === undefined) return null;
  const digits = /^"(\d{1,9})"$/.exec(header.trim())?.[1];
  return digits === undefined ? -1 : Number(digits);
}

/** Ids of the blocks that differ, that came and that went; `title` where it is another. */
export function changedBlocks(before: Stored, after: ReportText): string[] {
  const known = new Map(before.blocks.map((block) => [block.blockId, block]));
  const kept = new Set(after.blocks.map(({ blockId }) => blockId));
  return [
    ...(before.title === after.title ? [] : ['title']),
    ...after.blocks.filter((block) => !isDeepStrictEqual(known.get(block.blockId), block)).map(({ blockId }) => blockId),
    ...before.blocks.filter(({ blockId }) => !kept.has(blockId)).map(({ blockId }) => blockId),
  ];
}

/** What is wrong with a text: ids named twice, figures that were not drawn, personal data. */
export function textFaults({ title, blocks }: ReportText, drawn: StoredDrawing | null): FieldFault[] {
  const seen = new Set<string>();
  const twice = blocks.flatMap(({ blockId }, index) => {
    const isKnown = seen.has(blockId);
    seen.add(blockId);
    return isKnown ? [{ pointer: `/blocks/${String(index)}/blockId`, rule: 'report.blockTwice', detail: { 'zh-CN': '段落编号重复', en: 'The block\'s id is there twice' } }] : [];
  });
  const missing = missingIn(blocks, new NumberTexts(drawn ?? { figures: [], rates: [] }), drawn?.tables ?? [], drawn?.charts ?? []).flatMap(({ index, missing: names }) => names.map((name) => ({
    pointer: `/blocks/${String(index)}/text`, rule: 'report.figureUnknown', detail: { 'zh-CN': `取数中没有“${name}”`, en: `"${name}" was not drawn` },
  })));
  return [...twice, ...missing, ...personalFaultsIn(title, blocks)];
}

/** What was changed since the version that somebody worked on: by whom, when, where. */
export function staleFaults({ textChanges, blocks }: Pick<ReportDocument, 'textChanges' | 'blocks'>, asked: number): FieldFault[] {
  return textChanges.filter(({ version }) => version > asked).flatMap(({ at, byName, blocks: changed }) => changed.map((blockId) => {
    const index = blocks.findIndex((block) => block.blockId === blockId);
    return {
      pointer: blockId === 'title' ? '/title' : index < 0 ? '/blocks' : `/blocks/${String(index)}`, rule: 'report.changed',
      detail: { 'zh-CN': `${byName} 于 ${at} 修改了${blockId === 'title' ? '标题' : `段落 ${blockId}`}`, en: `${byName} changed ${blockId === 'title' ? 'the title' : `block ${blockId}`} at ${at}` },
    };
  }));
}
