import { Inject, Injectable } from '@nestjs/common';
import { levels, mostCounted, type CaseSnapshot, type Counts, type Level, type Reader, type SupervisionQuery } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { seesConfidential } from '@suqiao/infra/auth';
import { decidedLevels, orderOf, placeOf, questionFilters, windowOf, type BoardPosition, type BoardQuestion, type BoardScope } from './domain/board';
import { countsOf, FiguresSum, listLength, type Figures, type LitGroup, type Tally } from './domain/tallies';
import { SupervisionStore } from './supervision.store';
import { TalliesStore } from './tallies.store';

/** A page of a list; `totalIsExact` false when it is longer than was counted. */
export interface ListedCases {
  readonly items: readonly CaseSnapshot[];
  readonly total: number;
  readonly totalIsExact: boolean;
  readonly next: BoardPosition | null;
}

/** Figures of a division with what lies below it, or `directly` without. */
export interface AreaCounts {
  readonly divisionCode: string;
  readonly directly: boolean;
  readonly counts: Counts;
}

/** The board's figures. Every level is there, and every division asked for, with zeros where there is nothing. */
export interface BoardCounts {
  readonly total: Counts;
  readonly byLevel: ReadonlyMap<Level, Counts>;
  /** They sum up to `total`: divisions below the top, and what lies at a division itself where there is any. */
  readonly byDivision: readonly AreaCounts[];
}

/** Lists and figures of the board, for one reader each: pages by index, lengths and figures from the tallies. */
@Injectable()
export class SupervisionLists {
  constructor(
    @Inject(SupervisionStore) private readonly rows: SupervisionStore,
    @Inject(TalliesStore) private readonly tallies: TalliesStore,
  ) {}

  /**
   * A page of a list.
   * @param countedTo how far a list is counted that no tally holds; `null` for all of it
   */
  async list(question: BoardQuestion, now: Date, after: BoardPosition | null, limit: number, countedTo: number | null = mostCounted): Promise<ListedCases> {
    // In the order of the due date yellow rows come first, but who asks for the last of them reads past all that are green.
    const byLight = question.state === 'dueSoon' && question.scope.unitId === null && after !== null;
    const filters = filtersOf(question, now, byLight);
    const counting = isTallied(question) ? this.#length(question, now) : this.rows.count(filters, countedTo === null ? null : countedTo + 1);
    const [page, total] = await Promise.all([this.rows.page(filters, after, limit, orderOf(question), byLight), counting]);
    const isExact = isTallied(question) || countedTo === null || total <= countedTo;
    return { ...page, total: isExact ? total : countedTo, totalIsExact: isExact };
  }

  /** How many rows a question has that the tallies can answer. */
  async #length({ scope, state, level, division, directly }: BoardQuestion, now: Date): Promise<number> {
    const { whole, areas } = await this.#figures(scope, division ?? null, directly === true ? [] : null, now, state === 'overdue' ? ['due'] : state === 'dueSoon' ? ['due', 'yellow'] : []);
    const sum = directly === true ? areas.find((area) => area.directly && area.divisionCode === division)?.sum : whole;
    const byLevel = (sum ?? new FiguresSum(now, true)).byLevel();
    const asked: readonly Level[] = level === undefined ? levels : [level];
    return asked.reduce((total, one) => total + listLength(byLevel[one], state), 0);
  }

  /** The figures within a division, or of all that a reader may see, and of the divisions `below` it. */
  async counts(scope: BoardScope, division: string | null, below: readonly string[], now: Date): Promise<BoardCounts> {
    const { whole, areas } = await this.#figures(scope, division, below, now, ['due', 'yellow']);
    const figures = whole.byLevel();
    const all = (sum: FiguresSum): Figures[] => levels.map((level) => sum.byLevel()[level]);
    return {
      total: countsOf(all(whole)),
      byLevel: new Map(levels.map((level) => [level, countsOf([figures[level]])])),
      byDivision: areas
        .map(({ divisionCode, directly, sum }) => ({ divisionCode, directly, counts: countsOf(all(sum)), length: all(sum).reduce((total, one) => total + listLength(one, 'all'), 0) }))
        .filter(({ directly, length }) => !directly || length > 0)
        .map(({ divisionCode, directly, counts }) => ({ divisionCode, directly, counts })),
    };
  }

  /** The sum, and where `below` is given, its parts. */
  async #figures(scope: BoardScope, division: string | null, below: readonly string[] | null, now: Date, lights: readonly LitGroup['kind'][]): Promise<{ readonly whole: FiguresSum; readonly areas: readonly Area[] }> {
    const { tallies, lit } = await this.tallies.read({ scope, asked: division, places: placesWithin(scope, division) }, below, now, lights);
    const parts = below ?? [];
    const whole = new FiguresSum(now, scope.confidential);
    const areas = new Map<string, Area>(parts.map((code) => [code, areaOf(code, false, scope, now)]));
    const areaAt = (divisionPath: readonly string[]): FiguresSum => {
      const code = parts.find((one) => divisionPath.includes(one));
      const own = divisionPath[0] ?? '';
      const key = code ?? `${own} directly`;
      const area = areas.get(key) ?? areaOf(own, true, scope, now);
      areas.set(key, area);
      return area.sum;
    };
    for (const tally of tallies) {
      // A division's tally holds what lies below it: it is the whole, or one of the parts, or (where all lies in one part) both.
      const isWhole = tally.kind === 'unit' || (tally.kind === 'division' && isOf(tally, division ?? scope.divisionCode, scope));
      const isPart = below !== null && (tally.kind !== 'division' || below.some((code) => isOf(tally, code, scope)));
      if (isWhole) whole.addTally(tally.counts);
      if (isPart) areaAt(tally.divisionPath).addTally(tally.counts);
    }
    for (const one of lit) {
      whole.addLit(one);
      if (one.place !== null) areaAt(one.place.split('/')).addLit(one);
    }
    return { whole, areas: [...areas.values()] };
  }
}

interface Area {
  readonly divisionCode: string;
  readonly directly: boolean;
  readonly sum: FiguresSum;
}

function areaOf(divisionCode: string, directly: boolean, { confidential }: BoardScope, now: Date): Area {
  return { divisionCode, directly, sum: new FiguresSum(now, confidential) };
}

/** Whether a division's tally is what a reader may see of a division: that division's, or, where the reader's own lies in it, the reader's own. */
function isOf({ area, divisionPath }: Tally, code: string, { divisionCode }: BoardScope): boolean {
  return area === code || (area === divisionCode && divisionPath.includes(code));
}

/** The places of all divisions within an asked one, and within the reader's where the reader has no unit. */
function placesWithin({ divisionCode, unitId }: BoardScope, division: string | null): string[] {
  const codes = [...(unitId === null ? [divisionCode] : []), ...(division === null ? [] : [division])];
  return directory.divisions.map(({ code }) => directory.divisionPath(code)).filter((path) => codes.every((code) => path.includes(code))).map(placeOf);
}

/** What of the board a reader may see. */
export function scopeOf(reader: Reader): BoardScope {
  return { divisionCode: reader.divisionCode, unitId: reader.unitId, confidential: seesConfidential(reader) };
}

/** What a reader asks for in a list's query. */
export function questionOf(reader: Reader, { state, level, division, directly, dueFrom, dueTo, answeredFrom, answeredTo, waiting, q }: Omit<SupervisionQuery, 'cursor' | 'limit'>): BoardQuestion {
  return {
    scope: scopeOf(reader), state, level, division, directly, due: windowOf(dueFrom, dueTo), answered: windowOf(answeredFrom, answeredTo), number: q,
    ...(waiting === 'approval' && { waitingAt: decidedLevels(reader.level) }),
  };
}

/** Every condition of a list on the board's rows. */
export function filtersOf(question: BoardQuestion, now: Date, byLight = false): ReturnType<typeof questionFilters> {
  const { scope, division } = question;
  return questionFilters(question, { askedPath: division === undefined ? null : directory.divisionPath(division), places: placesWithin(scope, division ?? null) }, now, byLight);
}

/** Whether the tallies hold how long a list is: they know no days of single cases, requests or numbers. */
function isTallied({ due, answered, waitingAt, number }: BoardQuestion): boolean {
  return [due, answered, waitingAt, number].every((one) => one === undefined);
}
