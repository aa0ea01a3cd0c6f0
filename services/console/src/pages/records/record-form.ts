import { creditCodeSchema, recordKindSchema, type RecordContent, type RecordKind, type RecordPerson, type RecordView } from '@suqiao/contracts';

/** The form as it is written: people and enterprises one a line. */
export interface RecordForm {
  readonly kind: RecordKind;
  readonly title: string;
  readonly date: string;
  readonly divisionCode: string;
  readonly place: string;
  readonly closedDoor: boolean;
  readonly host: string;
  readonly participants: string;
  readonly enterprises: string;
  readonly summary: string;
  readonly remarks: string;
  readonly reason: string;
}

const between = /\s*[,，、|｜\t]\s*/;
const lines = (text: string) => text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
const known = (text: string) => (text.trim() === '' ? undefined : text.trim());

/** `姓名，单位，职务`; the last two may be missing. */
export function personOf(line: string): RecordPerson {
  const [name = '', body, post] = line.trim().split(between);
  return { name, ...(body !== undefined && body !== '' && { body }), ...(post !== undefined && post !== '' && { post }) };
}

/** A line as an enterprise: its code, its name, or both, in any order. */
export function enterpriseOf(line: string): RecordContent['enterprises'][number] {
  const words = line.trim().split(/[\s,，、|｜]+/);
  const code = words.map((word) => word.toUpperCase()).find((word) => creditCodeSchema.safeParse(word).success);
  const name = words.filter((word) => word.toUpperCase() !== code).join(' ');
  return { ...(code !== undefined && { creditCode: code }), ...(name !== '' && { name }) };
}

/** The form of a record; of none, an empty one of today in a division. */
export function formOf(record: RecordView | undefined, today: string, divisionCode: string): RecordForm {
  const written = ({ name, body, post }: RecordPerson) => [name, body ?? (post === undefined ? undefined : ''), post].filter((part) => part !== undefined).join('，');
  return {
    kind: record?.kind ?? 'visit', title: record?.title ?? '', date: record?.date ?? today, divisionCode: record === undefined ? divisionCode : (record.place.divisionCode ?? ''), place: record?.place.text ?? '', closedDoor: record?.closedDoor ?? false,
    host: record?.host == null ? '' : written(record.host), participants: record?.participants.map(written).join('\n') ?? '',
    enterprises: record?.enterprises.map(({ creditCode, name }) => (creditCode === null ? name : `${creditCode} ${name}`)).join('\n') ?? '',
    summary: record?.summary ?? '', remarks: record?.remarks ?? '', reason: '',
  };
}

/** What the API is sent, without the kind. */
export function contentOf({ title, date, divisionCode, place, closedDoor, host, participants, enterprises, summary, remarks }: RecordForm): RecordContent {
  const [code, knownHost, knownRemarks] = [known(divisionCode), known(host), known(remarks)];
  return {
    title: title.trim(), date, place: { text: place.trim(), ...(code !== undefined && { divisionCode: code }) }, closedDoor, ...(knownHost !== undefined && { host: personOf(knownHost) }),
    participants: lines(participants).map(personOf), enterprises: lines(enterprises).map(enterpriseOf), summary: summary.trim(), ...(knownRemarks !== undefined && { remarks: knownRemarks }),
  };
}

/** What is asked for in the list, as its address keeps it. */
export interface RecordFilter {
  readonly kind: RecordKind | '';
  readonly mine: boolean;
  readonly q: string;
}

export function filterFromAddress(parameters: URLSearchParams): RecordFilter {
  return { kind: recordKindSchema.safeParse(parameters.get('kind')).data ?? '', mine: parameters.get('mine') === 'true', q: parameters.get('q') ?? '' };
}

/** The query of a filter, for the address and for the API. */
export function queryOf({ kind, mine, q }: RecordFilter): Record<string, string> {
  return { ...(kind !== '' && { kind }), ...(mine && { mine: 'true' }), ...(q !== '' && { q }) };
}
