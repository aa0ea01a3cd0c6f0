import { dayAfter, digestAskedIn, digestQuery, sectionIn, shanghaiDayOf } from './digest-sections';

describe('the digest that an address asks for', () => {
  it('is today\'s unless a day that has been is named', () => {
    const asked = (text: string) => digestAskedIn(new URLSearchParams(text), '2026-11-24').day;
    expect([asked(''), asked('day=2026-11-20'), asked('day=2026-11-25'), asked('day=soon'), asked('day=2026-13-45')]).toEqual(['2026-11-24', '2026-11-20', '2026-11-24', '2026-11-24', '2026-11-24']);
  });

  it('stands in the address as it was read', () => {
    expect(digestQuery(digestAskedIn(new URLSearchParams('day=2026-11-20&of=x'), '2026-11-24'))).toBe('day=2026-11-20&of=x');
    expect(digestQuery({ day: '2026-11-20', of: null })).toBe('day=2026-11-20');
  });

  it('knows its sections, and no other', () => {
    expect([sectionIn(new URLSearchParams('section=dueToday')), sectionIn(new URLSearchParams('section=ordersDue')), sectionIn(new URLSearchParams('section=x'))]).toEqual(['dueToday', 'ordersDue', null]);
  });

  it('begins its day at Shanghai\'s midnight', () => {
    expect([shanghaiDayOf(Date.parse('2026-12-31T15:59:59Z')), shanghaiDayOf(Date.parse('2026-12-31T16:00:00Z'))]).toEqual(['2026-12-31', '2027-01-01']);
    expect([dayAfter('2026-12-31', 1), dayAfter('2026-03-01', -1)]).toEqual(['2027-01-01', '2026-02-28']);
  });
});
