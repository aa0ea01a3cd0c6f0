import { upgradeSnapshot, type AppealRow, type AppealStatus, type CaseSnapshot } from '@suqiao/contracts';
import { maskContact, maskPhone } from './appeal';

/** What a row needs of a stored appeal. */
export interface RowSource {
  readonly _id: string;
  readonly trackingNumber: string;
  readonly channel: string;
  readonly title: string;
  readonly status: AppealStatus;
  readonly receivedAt: string;
  readonly appellant: { readonly name: string; readonly contact: string | null; readonly phone: string | null };
  readonly case: CaseSnapshot | null;
  readonly lead: CaseSnapshot | null;
}

/** The case that speaks for an appeal: its own, or where it was merged the one that goes on; `null` before dispatch. */
export function speakingCase({ case: stored, lead }: Pick<RowSource, 'case' | 'lead'>): { readonly own: CaseSnapshot | null; readonly known: CaseSnapshot | null } {
  const own = stored === null ? null : upgradeSnapshot(stored);
  return { own, known: own?.mergedInto != null && lead !== null ? lead : own };
}

/** An appeal as pages of enterprises and records show it. What has not passed its check is not said here. */
export function appealRow(appeal: RowSource): AppealRow {
  const { own, known } = speakingCase(appeal);
  return {
    appealId: appeal._id, trackingNumber: appeal.trackingNumber, channel: appeal.channel, title: appeal.title, status: known === null ? appeal.status : known.state,
    receivedAt: appeal.receivedAt, unit: known?.unit ?? null, dueAt: known?.clocks.dueAt ?? null, answer: known === null || known.check === 'pending' ? null : known.answer,
    outcome: known?.outcome ?? null, mergedInto: own?.mergedInto?.trackingNumber ?? null,
    appellant: { name: appeal.appellant.name, contact: maskContact(appeal.appellant.contact), phone: maskPhone(appeal.appellant.phone) },
  };
}
