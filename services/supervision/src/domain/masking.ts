/**
 * What in a record's text would name a person: mobile numbers (also in groups of three, four and four, also behind +86),
 * landlines with their area code, and numbers of identity cards. Longer runs of digits and letters (ids, hashes, credit
 * codes) are left alone.
 */
// In JSON a line's end before a number is written with a letter.
const alone = { before: '(?:(?<![0-9A-Za-z])|(?<=\\\\[nrt]))', after: '(?![0-9A-Za-z])' } as const;
const mobile = new RegExp(`${alone.before}((?:\\+?86[ -]?)?)(1[3-9]\\d)[ -]?\\d{4}[ -]?(\\d{4})${alone.after}`, 'g');
const landline = new RegExp(`${alone.before}(0\\d{2,3})([ -]?)\\d{7,8}${alone.after}`, 'g');
const identityCard = new RegExp(`${alone.before}([1-8]\\d{5})(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])\\d{3}[\\dXx]${alone.after}`, 'g');

/** Masks telephone numbers and identity card numbers in a text: `13812345678` → `138****5678`. */
export function maskPersonalNumbers(text: string): string {
  return text.replaceAll(identityCard, '$1************').replaceAll(mobile, '$1$2****$3').replaceAll(landline, '$1$2*******');
}
