import { filterFromAddress, lastDayOf, queryOf, toggled } from './analysis-address';

describe('the address of an analysis', () => {
  it('is read and written alike, without what the API would refuse', () => {
    const filter = filterFromAddress(new URLSearchParams('from=2026-01-01&to=2026-13-45&division=370100&level=town&state=accepted&issue=none&open=true&other=1'));
    expect(filter).toEqual({ from: '2026-01-01', division: '370100', state: 'accepted', open: 'true' });
    expect(filterFromAddress(new URLSearchParams(queryOf(filter)))).toEqual(filter);
  });

  it('takes a condition up, changes it, and takes it back', () => {
    expect(toggled({ level: 'city' }, { division: '370100' })).toEqual({ level: 'city', division: '370100' });
    expect(toggled({ division: '370100' }, { division: '370200' })).toEqual({ division: '370200' });
    expect(toggled({ division: '370200', level: 'city' }, { division: '370200' })).toEqual({ level: 'city' });
    expect(toggled({ outcome: 'answered' }, { open: 'true' })).toEqual({ open: 'true' });
  });

  it('knows the last day of a step, within the period', () => {
    expect([lastDayOf('2026-11-18', 'week', '2026-12-31'), lastDayOf('2026-02-10', 'month', '2026-12-31'), lastDayOf('2026-11-18', 'day', '2026-12-31'), lastDayOf('2026-11-18', 'month', '2026-11-20')]).toEqual(['2026-11-22', '2026-02-28', '2026-11-18', '2026-11-20']);
  });
});
