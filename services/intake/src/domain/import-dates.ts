const dayAndTime = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]*(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})(?:\.\d+)?)?[分秒]?)?$/;
const withOffset = /(?:Z|[+-]\d{2}:\d{2})$/i;

/**
 * A date, with or without a time, as people write them: `2026-11-20`, `2026/11/20 9:30`, `2026年11月20日`; without an offset it
 * is Shanghai's time, a day alone its beginning.
 * @returns RFC 3339 with an offset, not yet known to be a real day; `null` for anything else
 */
export function instantOf(text: string): string | null {
  const plain = text.normalize('NFKC').trim();
  if (withOffset.test(plain)) return plain.replace(' ', 'T');
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0'] = dayAndTime.exec(plain) ?? [];
  if (year === '') return null;
  const two = (digits: string) => digits.padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}+08:00`;
}
