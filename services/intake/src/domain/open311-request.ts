import { open311Limits, type CaseSnapshot, type Language, type Open311Request } from '@suqiao/contracts';
import { speakingCase } from './enterprise-appeal';
import { placeText, type Open311Place } from './open311-form';
import { serviceName, unsortedService } from './open311-services';

/** What of a stored appeal a request shows: nothing of the appellant. */
export interface ShownAppeal {
  readonly trackingNumber: string;
  readonly content: string;
  readonly receivedAt: string;
  readonly given: { readonly categoryCode?: string | undefined };
  readonly case: CaseSnapshot | null;
  readonly lead: CaseSnapshot | null;
}

/** An appeal as a service request. */
export function requestOf(appeal: ShownAppeal, place: Open311Place | null, language: Language): Open311Request {
  const { own, known } = speakingCase(appeal);
  const code = own?.categoryCode ?? appeal.given.categoryCode ?? null;
  return {
    service_request_id: appeal.trackingNumber,
    status: known?.state === 'closed' ? 'closed' : 'open',
    status_notes: known === null ? null : notesOf(known, language),
    service_name: serviceName(code ?? unsortedService, language), service_code: code ?? unsortedService,
    description: descriptionOf(appeal.content, place, language),
    agency_responsible: known === null ? null : inWords(known.unit.name, language),
    service_notice: noticeOf(known, code === null, language),
    requested_datetime: appeal.receivedAt,
    updated_datetime: known?.closedAt ?? lastOf([appeal.receivedAt, known?.dispatchedAt, known?.acceptedAt, known?.answeredAt, ...(known?.interimAnswers ?? []).map(({ at }) => at)]),
    // An empty one would be no date: the standard lets it be left out.
    ...(known !== null && { expected_datetime: known.clocks.dueAt }),
    address: place?.address ?? null, address_id: place?.addressId ?? null, zipcode: null, lat: place?.lat ?? null, long: place?.long ?? null, media_url: place?.mediaUrl ?? null,
  };
}

/** The answer once it may be told, else the last interim one. */
function notesOf(known: CaseSnapshot, language: Language): string | null {
  if (known.outcome === 'withdrawn') return inWords({ zh: '已撤诉', en: 'Withdrawn' }, language);
  const answer = known.check === 'pending' ? null : known.answer;
  return answer ?? known.interimAnswers.at(-1)?.text ?? null;
}

function noticeOf(known: CaseSnapshot | null, isUnsorted: boolean, language: Language): string {
  if (known === null) return inWords(isUnsorted ? { zh: '已受理，尚未分类', en: 'Received, not sorted yet' } : { zh: '已受理', en: 'Received' }, language);
  if (known.clocks.provisional) return inWords({ zh: '到期日所在年度的日历尚未公布，日期为暂定', en: 'The calendar of the due date\'s year is not published yet: the date is provisional' }, language);
  return inWords({ zh: '到期日为工作日历计算的答复期限', en: 'The expected date is when an answer is due by the working calendar' }, language);
}

/** What was said, without the place that stands at its end; a text beyond the standard's limit is cut, and says so. */
function descriptionOf(content: string, place: Open311Place | null, language: Language): string {
  const ending = place === null ? '' : placeText(place);
  const said = ending !== '' && content.endsWith(ending) ? content.slice(0, -ending.length) : content;
  if (said.length <= open311Limits.descriptionLength) return said;
  const mark = inWords({ zh: `……（全文 ${String(said.length)} 字，此处有删节）`, en: `… (cut: ${String(said.length)} characters in all)` }, language);
  return `${said.slice(0, open311Limits.descriptionLength - mark.length).replace(/[\ud800-\udbff]$/, '')}${mark}`;
}

function lastOf(instants: readonly (string | null | undefined)[]): string {
  return instants.filter((at) => at != null).toSorted().at(-1) ?? '';
}

function inWords(words: { readonly zh: string; readonly en: string }, language: Language): string {
  return language === 'en' ? words.en : words.zh;
}
