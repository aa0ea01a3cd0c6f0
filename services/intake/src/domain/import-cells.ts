/**
 * What a spreadsheet takes for the beginning of a formula, also in the wide forms of a Chinese keyboard, and behind
 * characters that it or a writer of files leaves out.
 */
const formula = /^(?:[\t\r]|[\u0000-\u0020\u007F\uFEFF]*[=+\-@＝＋－＠])/;

/** A text that no spreadsheet evaluates: an apostrophe before what would begin a formula. */
export function neutralised(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** Takes back what `neutralised` did, so that a file that went out and came back says the same. */
export function restored(text: string): string {
  return text.startsWith('\'') && formula.test(text.slice(1)) ? text.slice(1) : text;
}

/** A cell's value as text. A date has the wall clock of its table in its UTC fields, as spreadsheets keep it. */
export function textOfValue(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (value instanceof Date && !Number.isNaN(value.getTime())) return dateText(value);
  return '';
}

function dateText(value: Date): string {
  const [day = '', time = ''] = new Date(Math.round(value.getTime() / 1000) * 1000).toISOString().slice(0, 19).split('T');
  return time === '00:00:00' ? day : `${day} ${time}`;
}

/** `1.3812345678E10` → `13812345678`: how a spreadsheet writes a long number is not how a person reads it. */
export function plainNumber(text: string): string {
  if (!/e/i.test(text)) return text;
  const number = Number(text);
  return Number.isSafeInteger(number) ? String(number) : text;
}
