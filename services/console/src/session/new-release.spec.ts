import { fetchesAnew } from './new-release';

it('fetches the page anew when a part is gone, once a minute at most', () => {
  const kept = new Map<string, string>();
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
  expect([1_000_000, 1_000_001, 1_059_999, 1_060_000, 1_060_001].map((now) => fetchesAnew(storage, now))).toEqual([true, false, false, true, false]);
});
