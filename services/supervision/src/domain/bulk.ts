import type { BulkItem, BulkOutcome, BulkReason, CaseSnapshot } from '@suqiao/contracts';

/** What was seen of a case at the preview, and what became of it since. */
export type PreviewedCase = Pick<BulkItem, 'state' | 'unit'>;

/** The line of a case in a preview. `snapshot` is null where the reader may not see the case, or there is none. */
export function previewItem(caseId: string, snapshot: CaseSnapshot | null, hindrance: BulkReason | null): BulkItem {
  if (snapshot === null) return { caseId, trackingNumber: null, title: null, state: null, unit: null, will: false, reason: notFound, outcome: null };
  const { trackingNumber, title, state, unit } = snapshot;
  return { caseId, trackingNumber, title, state, unit, will: hindrance === null, reason: hindrance, outcome: null };
}

/** Why a case of a preview is passed over: it is in another state or with another unit than the preview told. */
export function movedOn(previewed: PreviewedCase, present: CaseSnapshot | null): BulkReason | null {
  if (present === null) return notFound;
  return present.state === previewed.state && present.unit.unitId === previewed.unit?.unitId ? null : { rule: 'bulk.movedOn', zh: '预览之后案件已有变化，未办理', en: 'The case moved on since the preview; nothing was done' };
}

/** How many cases came to what. `refused` has those too that the preview left out. */
export function tallyOf(groups: readonly { readonly will: boolean; readonly kind: BulkOutcome['kind'] | null; readonly count: number }[]) {
  const sum = (of: (group: (typeof groups)[number]) => boolean) => groups.filter(of).reduce((total, { count }) => total + count, 0);
  return {
    waiting: sum(({ will, kind }) => will && kind === null), done: sum(({ kind }) => kind === 'done'),
    skipped: sum(({ kind }) => kind === 'skipped'), refused: sum(({ will, kind }) => kind === 'refused' || !will),
  };
}

const notFound: BulkReason = { rule: 'not-found', zh: '没有这件案件，或不在您的管辖内', en: 'There is no such case within your jurisdiction' };
