import { levelSchema, supervisionQuerySchema, type Level } from '@suqiao/contracts';

/** What the board can list, in the order in which it is shown. */
export const boardLists = ['overdue', 'dueSoon', 'open', 'notAccepted', 'unsure', 'answered', 'closed'] as const;
export type BoardList = (typeof boardLists)[number];

/** What the board shows; all of it stands in the address, so that a view can be sent to a colleague. */
export interface BoardFilter {
  readonly list: BoardList;
  readonly level: Level | null;
  readonly division: string | null;
  /** Only what lies at the division itself, not below it. */
  readonly directly: boolean;
}

const isBoardList = (value: string | null): value is BoardList => boardLists.some((list) => list === value);

/** Whether the API has this list; a figure without one is shown but can't be opened. */
export function isListable(list: BoardList): boolean {
  return supervisionQuerySchema.shape.state.safeParse(list).success;
}

/** Reads the address; what it does not understand falls back to the lists' first and to everywhere. */
export function filterFromAddress(parameters: URLSearchParams): BoardFilter {
  const list = parameters.get('list');
  const level = levelSchema.safeParse(parameters.get('level'));
  const division = parameters.get('division');
  return {
    list: isBoardList(list) && isListable(list) ? list : 'overdue',
    level: level.success ? level.data : null,
    division: division !== null && /^\d{6}$/.test(division) ? division : null,
    directly: parameters.get('directly') === 'true' && division !== null && /^\d{6}$/.test(division),
  };
}

/** The address's part after `?`, without what is the default; empty for the default view. */
export function addressOf({ list, level, division, directly }: BoardFilter): string {
  const parameters = new URLSearchParams({
    ...(list !== 'overdue' && { list }),
    ...(division !== null && { division, ...(directly && { directly: 'true' }) }),
    ...(level !== null && { level }),
  });
  return parameters.size === 0 ? '' : `?${parameters.toString()}`;
}

/** The query of `GET /api/v1/supervision/cases`. */
export function listQuery({ list, level, division, directly }: BoardFilter, cursor: string | null): string {
  return new URLSearchParams({
    state: list,
    ...(division !== null && { division, ...(directly && { directly: 'true' }) }),
    ...(level !== null && { level }),
    ...(cursor !== null && { cursor }),
  }).toString();
}
