import { Controller, Get, Inject, Query } from '@nestjs/common';
import { rateCasesQuerySchema, rateNames, ratesQuerySchema } from '@suqiao/contracts';
import type { Rates, RateCasesPage, RatesQuery, RatesRow, Reader } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { AllowReaders, CurrentReader, readableFilter } from '@suqiao/infra/auth';
import { decodeCursor, encodeCursor, parseRequest, wrongParameter } from '@suqiao/infra/http';
import { categoryFilter, dayFields, groupingOf, type FactsFilter, type Grouping } from './domain/rate-dimensions';
import { formulasOn, partFilter, printFormula, type RateFormula } from './domain/rate-formulas';
import { figuresOf, knowledgeOf, shanghaiDay, type Knowledge, type Tallies } from './domain/rates';
import { RATE_FORMULAS } from './rates.settings';
import { RATES_CLOCK, RatesStore, type FactsQuestion, type ValuedTally } from './rates.store';

/** Rows of one answer; those with the most cases where there are more. */
const mostRows = 500;

/** 三率: response, solution and satisfaction rates, as they were known at the end of any day. */
@Controller('api/v1/supervision/rates')
@AllowReaders('supervisor', 'unitHead', 'analyst', 'administrator')
export class RatesController {
  constructor(
    @Inject(RatesStore) private readonly store: RatesStore,
    @Inject(RATE_FORMULAS) private readonly formulas: readonly RateFormula[],
    @Inject(RATES_CLOCK) private readonly clock: () => Date,
  ) {}

  @Get()
  async rates(@CurrentReader() reader: Reader, @Query() query: unknown): Promise<Rates> {
    const asked = parseRequest(ratesQuerySchema, query, 'parameters');
    const { knowledge, period, filters } = this.#scopeOf(reader, asked);
    const grouping = groupingFor(reader, asked);
    const inForce = formulasOn(this.formulas, knowledge.day);
    const question = { filters, ...period, at: knowledge.at };
    const [dispatched, closed] = await Promise.all([
      this.store.tally({ ...question, countedOn: 'dispatched' }, grouping.field),
      this.store.tally({ ...question, countedOn: 'closed' }, grouping.field),
    ]);
    const rows = rowsOf(grouping, { dispatched, closed }).map(([key, tallies]): RatesRow => ({ key, name: grouping.nameOf(key), ...figuresOf(tallies, inForce) }));
    const { compareKeys } = grouping;
    const ordered = rows.sort((a, b) => (compareKeys === null ? b.cases - a.cases || (a.key < b.key ? -1 : 1) : compareKeys(a.key, b.key)));
    return {
      asOf: knowledge.day, final: knowledge.final, ...period,
      formulas: rateNames.map((name) => printFormula(inForce[name])),
      rows: ordered.slice(0, mostRows),
      total: figuresOf({ dispatched, closed }, inForce),
      truncated: rows.length > mostRows,
    };
  }

  @Get('cases')
  async cases(@CurrentReader() reader: Reader, @Query() query: unknown): Promise<RateCasesPage> {
    const asked = parseRequest(rateCasesQuerySchema, query, 'parameters');
    const { knowledge, period, filters } = this.#scopeOf(reader, asked);
    const formula = formulasOn(this.formulas, knowledge.day)[asked.rate];
    const row = asked.key === undefined ? {} : groupingFor(reader, asked).filterOf(asked.key, dayFields[formula.countedOn]);
    if (row === null) throw wrongParameter('key', 'key.unknown');
    const question: FactsQuestion = {
      filters: [...filters, row, partFilter(formula, asked.part, 'conditions')], countedOn: formula.countedOn, ...period, at: knowledge.at,
    };
    const position = decodeCursor(asked.cursor);
    // Confidential cases count for everybody, and are shown to those who answer for them, not to those who study figures.
    const page = await this.store.list(question, reader.role !== 'analyst', position === null ? null : { day: position[0], caseId: position[1] }, asked.limit);
    return {
      asOf: knowledge.day, final: knowledge.final, items: [...page.items], total: page.total, withheld: page.withheld,
      nextCursor: encodeCursor(page.next === null ? null : [page.next.day, page.next.caseId]),
    };
  }

  /** What is asked for, once every parameter names something that exists. */
  #scopeOf(reader: Reader, asked: RatesQuery): { readonly knowledge: Knowledge; readonly period: { readonly from: string; readonly to: string }; readonly filters: readonly FactsFilter[] } {
    const { division, level, category, channel, unitId } = asked;
    const now = this.clock();
    const knowledge = knowledgeOf(asked.asOf ?? shanghaiDay(now), now);
    if (knowledge === null) throw wrongParameter('asOf', 'asOf.future');
    const period = { from: asked.from ?? firstDay(asked.to ?? knowledge.day), to: asked.to ?? knowledge.day };
    if (period.from > period.to) throw wrongParameter('from', 'period.reversed');
    if (division !== undefined && directory.division(division) === undefined) throw wrongParameter('division', 'divisionCode.unknown');
    if (category !== undefined && directory.category(category) === undefined) throw wrongParameter('category', 'categoryCode.unknown');
    if (unitId !== undefined && directory.unit(unitId) === undefined) throw wrongParameter('unitId', 'unitId.unknown');
    // Confidential cases count for everybody; whom their rows are withheld from is the list's to say.
    const counting: Reader = { ...reader, role: 'supervisor' };
    const filters = [
      readableFilter(counting),
      ...(division === undefined ? [] : [{ divisionPath: division }]),
      ...(level === undefined ? [] : [{ level }]),
      ...(category === undefined ? [] : [categoryFilter(category)]),
      ...(channel === undefined ? [] : [{ channel }]),
      ...(unitId === undefined ? [] : [{ unitId }]),
    ];
    return { knowledge, period, filters };
  }
}

function firstDay(day: string): string {
  return `${day.slice(0, 4)}-01-01`;
}

function groupingFor(reader: Reader, { by, periodUnit, division, category }: RatesQuery): Grouping {
  return groupingOf({ by, periodUnit, division: division ?? reader.divisionCode, category });
}

/** The tallies of both days, each in the row that its value belongs to. */
function rowsOf(grouping: Grouping, { dispatched, closed }: { readonly [Day in keyof Tallies]: readonly ValuedTally[] }): [string, Tallies][] {
  const keyOf = ({ value }: ValuedTally) => grouping.keyOf(value);
  const [byDispatch, byClosure] = [Map.groupBy(dispatched, keyOf), Map.groupBy(closed, keyOf)];
  return [...new Set([...byDispatch.keys(), ...byClosure.keys()])].map((key) => [key, { dispatched: byDispatch.get(key) ?? [], closed: byClosure.get(key) ?? [] }]);
}
