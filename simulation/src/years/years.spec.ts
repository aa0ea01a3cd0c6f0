import { simulateYear } from './year';

const seeds = Array.from({ length: 200 }, (_, index) => index + 1);

describe('years by seed, under the simulation\'s own clock', () => {
  it('are the same for the same seed, and otherwise for another', async () => {
    expect(await simulateYear(3, 60)).toEqual(await simulateYear(3, 60));
    expect(await simulateYear(3, 60)).not.toEqual(await simulateYear(8, 60));
  });

  it(`keep every invariant: ${String(seeds.length)} seeds`, async () => {
    const totals = { cases: 0, transitions: 0, published: 0, reminders: 0 };
    for (const seed of seeds) {
      const { breaks, cases, transitions, published, reminders } = await simulateYear(seed, 80);
      expect(breaks.map(({ invariant, how, caseId, place }) => `seed ${String(seed)} step ${String(place?.step ?? '?')} ${invariant}: ${how} (${caseId ?? ''})`)).toEqual([]);
      for (const [name, count] of Object.entries({ cases, transitions, published, reminders })) totals[name as keyof typeof totals] += count;
    }
    console.info(totals);
    // So much happens that what holds has been put to the test.
    expect(totals.cases).toBeGreaterThan(5 * seeds.length);
    expect(totals.transitions).toBeGreaterThan(30 * seeds.length);
    expect(totals.published).toBeGreaterThan(totals.transitions);
  }, 300_000);
});
