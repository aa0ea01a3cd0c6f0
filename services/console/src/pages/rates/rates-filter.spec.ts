import { rateCasesQuerySchema, ratesQuerySchema } from '@suqiao/contracts';
import { dimensionOf, figureFromAddress, figureQuery, ratesFilterFromAddress, ratesQuery } from './rates-filter';

const whole = { by: 'unit', periodUnit: 'quarter', division: '370100', level: 'county', category: 'financing', channel: 'hotline-12345', unitId: '370102-finance', from: '2026-01-01', to: '2026-09-30', asOf: '2026-10-08' };

describe('the filter of the rates', () => {
  it('asks what the API understands, and is read back from the address', () => {
    const query = new URLSearchParams(ratesQuery(whole));
    expect(ratesQuerySchema.safeParse(Object.fromEntries(query)).success).toBe(true);
    expect(ratesFilterFromAddress(query)).toEqual(whole);
  });

  it('leaves out what the API would not take', () => {
    expect(ratesFilterFromAddress(new URLSearchParams('by=colour&from=yesterday&division=37&level=&asOf=2026-11-23&more=1'))).toEqual({ asOf: '2026-11-23' });
    expect(dimensionOf({})).toBe('division');
  });

  it('asks for the cases behind a figure, of a row and of the total', () => {
    for (const key of ['370102-finance', null]) {
      const figure = { rate: 'solution', part: 'excluded', key } as const;
      const query = new URLSearchParams(figureQuery(whole, figure, 'next'));
      expect(rateCasesQuerySchema.safeParse(Object.fromEntries(query)).success).toBe(true);
      expect(figureFromAddress(query)).toEqual(figure);
    }
    expect(figureFromAddress(new URLSearchParams('rate=solution'))).toBeNull();
  });
});
