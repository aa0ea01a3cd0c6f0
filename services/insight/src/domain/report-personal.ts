import { isCreditCode } from '@suqiao/contracts';

const phone = /(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)/;
const identity = /(?<!\d)\d{17}[\dXx](?!\d)/;
const mail = /[\w.+-]+@[\w-]+\.[\w.]+/;

/** Whether a text that a person typed has what identifies someone by its form alone. Names have no form: whoever signs reads. */
export function hasPersonalData(text: string): boolean {
  return phone.test(text) || identity.test(text) || mail.test(text) || [...text.matchAll(/[0-9A-Z]{18}/g)].some(([code]) => isCreditCode(code));
}

/** The text with what identifies someone by its form replaced, and nobody of `people` named. */
export function maskedText(text: string, people: readonly string[]): string {
  const shapes = [phone, identity, mail].map(({ source }) => new RegExp(source, 'g'));
  const nameless = namelessName(text, people.filter((person) => person !== ''));
  return shapes.reduce((masked, shape) => masked.replace(shape, '＊＊＊'), nameless).replace(/[0-9A-Z]{18}/g, (code) => (isCreditCode(code) ? '＊＊＊' : code));
}

const kinds = /(?:集团)?(?:股份)?(?:有限)?(?:责任)?公司$|合作社$|工厂$|厂$/;
/** Shorter, and it may be any word. */
const leastCharacters = 3;

/** A name in which nobody of `people` is named, whole or without what kind of firm it is. */
export function namelessName(name: string, people: readonly string[]): string {
  const forms = people.flatMap((person) => [person, person.replace(kinds, '')]).filter((form, at) => [...form].length >= (at % 2 === 0 ? 2 : leastCharacters));
  return forms.sort((one, other) => other.length - one.length).reduce((text, form) => text.replaceAll(form, '某企业'), name);
}
