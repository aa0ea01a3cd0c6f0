import type { Language } from '@suqiao/contracts';

const timeZone = 'Asia/Shanghai';
const shapes = {
  full: { dateStyle: 'medium', timeStyle: 'medium' },
  minute: { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  short: { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  clock: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** How much of an instant is shown. */
export type InstantShape = keyof typeof shapes;

const formats = new Map<string, Intl.DateTimeFormat>();

/** An RFC 3339 instant as Shanghai's wall clock shows it, whatever this machine's zone is. */
export function formatInstant(instant: string, language: Language, shape: InstantShape): string {
  const key = `${language} ${shape}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', { ...shapes[shape], timeZone });
  formats.set(key, format);
  return format.format(new Date(instant));
}
