import { formatInstant } from './instants';

describe('formatInstant', () => {
  it('shows Shanghai\'s clock in both languages', () => {
    expect(formatInstant('2026-11-22T17:05:09.000Z', 'zh-CN', 'minute')).toBe('2026/11/23 01:05');
    expect(formatInstant('2026-11-22T17:05:09.000Z', 'en', 'minute')).toBe('23/11/2026, 01:05');
    expect(formatInstant('2026-11-22T16:00:00.000Z', 'zh-CN', 'clock')).toBe('00:00:00');
  });
});
