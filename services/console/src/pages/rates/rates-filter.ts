import { rateCasesQuerySchema, rateDimensions, ratesQuerySchema, type RateName, type RatePart, type RatesQuery } from '@suqiao/contracts';

/** What the page of the rates may be asked; all of it stands in the address, under the API's own names. */
export type RatesFilter = Readonly<Partial<Record<keyof RatesQuery, string>>>;
export const filterNames = Object.keys(ratesQuerySchema.shape) as (keyof RatesQuery)[];

/** Which figure's cases are shown. */
export interface FigureAsked {
  readonly rate: RateName;
  readonly part: RatePart;
  /** A row's; null: of the total. */
  readonly key: string | null;
}

/** Reads the address; what the API would not take is left out. */
export function ratesFilterFromAddress(parameters: URLSearchParams): RatesFilter {
  return Object.fromEntries(filterNames.flatMap((name) => {
    const value = parameters.get(name);
    return value !== null && value !== '' && ratesQuerySchema.shape[name].safeParse(value).success ? [[name, value]] : [];
  }));
}

/** The filter as a query, of the address and of the API alike. */
export function ratesQuery(filter: RatesFilter): string {
  const entries = Object.entries(filter).filter(([, value]) => value !== '');
  return new URLSearchParams(Object.fromEntries(entries)).toString();
}

/** The query of the cases behind a figure. */
export function figureQuery(filter: RatesFilter, { rate, part, key }: FigureAsked, cursor: string | null = null): string {
  return new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(ratesQuery(filter))), rate, part, ...(key !== null && { key }), ...(cursor !== null && { cursor }) }).toString();
}

/** Reads the figure from the address; nothing where it names none. */
export function figureFromAddress(parameters: URLSearchParams): FigureAsked | null {
  const rate = rateCasesQuerySchema.shape.rate.safeParse(parameters.get('rate'));
  const part = rateCasesQuerySchema.shape.part.safeParse(parameters.get('part'));
  return rate.success && part.success ? { rate: rate.data, part: part.data, key: parameters.get('key') } : null;
}

/** What a row stands for, as the API takes it where nothing was chosen. */
export function dimensionOf(filter: RatesFilter): (typeof rateDimensions)[number] {
  return rateDimensions.find((each) => each === filter.by) ?? 'division';
}
