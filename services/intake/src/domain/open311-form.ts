import { open311Limits, type Language } from '@suqiao/contracts';
import { attributeCodes } from './open311-services';

/** Where a matter is, as Open311 lets it be said. Degrees are WGS 84. */
export interface Open311Place {
  readonly lat: number | null;
  readonly long: number | null;
  readonly address: string | null;
  readonly addressId: string | null;
  /** Given back as it came, never fetched. */
  readonly mediaUrl: string | null;
}

/** What is wrong with an argument; `status` is the HTTP status that the standard gives it. */
export interface Open311Fault {
  readonly status: 400 | 404;
  readonly argument: string;
  readonly text: Readonly<Record<Language, string>>;
}

/** The arguments of a form by their names; an empty one counts as not given. */
export type Open311Form = ReadonlyMap<string, string>;

/** A posted form as an appeal of Suqiao's, not checked as such yet. */
export interface PostedRequest {
  readonly appeal: Readonly<Record<string, unknown>>;
  readonly place: Open311Place;
  readonly accountId: string | null;
}

/**
 * Reads `application/x-www-form-urlencoded`. `attribute[code]` and `attribute[code][]` are the same argument here, for no
 * attribute takes several values.
 * @returns a fault for bytes that are not UTF-8, and for an argument that is given twice
 */
export function formOf(body: string): Open311Form | Open311Fault {
  const form = new Map<string, string>();
  for (const pair of body.split('&')) {
    const at = pair.indexOf('=');
    const name = decoded(at < 0 ? pair : pair.slice(0, at));
    const value = at < 0 ? '' : decoded(pair.slice(at + 1));
    if (name === null || value === null) return fault(name ?? '', '不是有效的 UTF-8', 'Not valid UTF-8');
    const argument = name.replace(/\]\[\]$/, ']');
    if (value === '') continue;
    if (form.has(argument)) return fault(argument, '重复给出', 'Given twice');
    form.set(argument, value);
  }
  return form;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}

/**
 * A form as an appeal.
 * @param reference the channel's own number where the form gives none
 * @returns every fault that only Open311 knows of; lengths and codes are checked where the appeal is received
 */
export function postedOf(form: Open311Form, reference: string, serviceExists: (code: string) => boolean, serviceName: (code: string) => string): PostedRequest | readonly Open311Fault[] {
  const faults: Open311Fault[] = [];
  const attribute = (code: string) => form.get(`attribute[${code}]`);
  const code = form.get('service_code');
  if (code === undefined) faults.push(fault('service_code', '缺少此项', 'Missing'));
  else if (!serviceExists(code)) faults.push({ ...fault('service_code', '没有这个分类', 'There is no such service'), status: 404 });
  const place = placeOf(form, faults);
  const description = form.get('description');
  if (description !== undefined && description.length > open311Limits.descriptionLength) faults.push(fault('description', `至多 ${String(open311Limits.descriptionLength)} 个字符`, `At most ${String(open311Limits.descriptionLength)} characters`));
  if (attribute('enterprise_name') === undefined) faults.push(fault('attribute[enterprise_name]', '缺少此项', 'Missing'));
  for (const name of form.keys()) {
    const unknown = /^attribute\[(.*)\]$/.exec(name)?.[1];
    if (unknown !== undefined && !attributeCodes.has(unknown)) faults.push(fault(name, '没有这个属性', 'There is no such attribute'));
  }
  const confidential = attribute('confidential');
  if (confidential !== undefined && confidential !== 'true' && confidential !== 'false') faults.push(fault('attribute[confidential]', '应为 true 或 false', 'Expected true or false'));
  if (code === undefined || faults.length > 0) return faults;
  const said = description ?? serviceName(code);
  const optional = { creditCode: attribute('credit_code'), contact: contactOf(form), phone: form.get('phone') };
  return {
    place, accountId: form.get('account_id') ?? null,
    appeal: {
      channelReference: attribute('channel_reference') ?? reference, title: attribute('title') ?? beginningOf(said), content: `${said}${placeText(place)}`,
      appellant: { name: attribute('enterprise_name'), ...given(optional) }, categoryCode: code,
      ...given({ divisionCode: attribute('division_code'), occurredAt: attribute('occurred_at') }), ...(confidential !== undefined && { confidential: confidential === 'true' }),
    },
  };
}

function given(fields: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function placeOf(form: Open311Form, faults: Open311Fault[]): Open311Place {
  const lat = degreesOf(form, 'lat', 90, faults);
  const long = degreesOf(form, 'long', 180, faults);
  const [address = null, addressId = null, mediaUrl = null] = (['address_string', 'address_id', 'media_url'] as const).map((name) => form.get(name));
  if (form.has('lat') !== form.has('long')) faults.push(fault(form.has('lat') ? 'long' : 'lat', '经纬度须一并给出', 'Latitude and longitude come together'));
  else if (!form.has('lat') && address === null && addressId === null) faults.push(fault('address_string', '请给出地点：lat 与 long、address_string 或 address_id', 'Say where: lat and long, address_string, or address_id'));
  if (address !== null && address.length > 500) faults.push(fault('address_string', '至多 500 个字符', 'At most 500 characters'));
  if (addressId !== null && addressId.length > 128) faults.push(fault('address_id', '至多 128 个字符', 'At most 128 characters'));
  if (mediaUrl !== null && (mediaUrl.length > 2000 || !/^https?:\/\/[!-~]+$/i.test(mediaUrl))) faults.push(fault('media_url', '应为 http 或 https 网址，至多 2000 个字符', 'Expected an http or https URL of at most 2000 characters'));
  return { lat, long, address, addressId, mediaUrl };
}

function degreesOf(form: Open311Form, name: 'lat' | 'long', most: number, faults: Open311Fault[]): number | null {
  const text = form.get(name);
  if (text === undefined) return null;
  const degrees = /^[+-]?\d{1,3}(\.\d{1,20})?$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (Math.abs(degrees) <= most) return degrees;
  faults.push(fault(name, `应为 -${String(most)} 至 ${String(most)} 的十进制度数`, `Expected decimal degrees from -${String(most)} to ${String(most)}`));
  return null;
}

/** A Chinese name is family name first, without a space; a mail address follows, for the appellant has one line for both. */
function contactOf(form: Open311Form): string | undefined {
  const [first = '', last = '', email = ''] = ['first_name', 'last_name', 'email'].map((name) => form.get(name)?.trim());
  const name = /^\p{ASCII}*$/u.test(`${first}${last}`) ? `${first} ${last}`.trim() : `${last}${first}`;
  const contact = `${name} ${email}`.trim();
  return contact === '' ? undefined : contact;
}

/** The first sentence, or as much of it as a title should have. */
function beginningOf(text: string): string {
  const sentence = Array.from(text.trim().split(/[。！？!?\n]/, 1)[0] ?? '');
  return sentence.length <= 60 ? sentence.join('') : `${sentence.slice(0, 59).join('')}…`;
}

/** The place as it stands at the end of an appeal's text, so that whoever handles the appeal reads it. */
export function placeText({ lat, long, address, addressId }: Open311Place): string {
  const parts = [address, addressId === null ? null : `地址编号 address id ${addressId}`, lat === null || long === null ? null : `纬度 latitude ${String(lat)}，经度 longitude ${String(long)}`];
  const said = parts.filter((part) => part !== null);
  return said.length === 0 ? '' : `\n\n地点 Place：${said.join('；')}`;
}

function fault(argument: string, chinese: string, english: string): Open311Fault {
  return { status: 400, argument, text: { 'zh-CN': chinese, en: english } };
}

const argumentsByPointer: Readonly<Record<string, string>> = {
  '/appellant/name': 'attribute[enterprise_name]', '/appellant/creditCode': 'attribute[credit_code]', '/appellant/contact': 'first_name, last_name, email', '/appellant/phone': 'phone',
  '/title': 'attribute[title]', '/content': 'description', '/divisionCode': 'attribute[division_code]', '/categoryCode': 'service_code', '/occurredAt': 'attribute[occurred_at]',
  '/channelReference': 'attribute[channel_reference]',
};

/** The Open311 argument that a field of the appeal came from. */
export function argumentOf(pointer: string): string {
  return argumentsByPointer[pointer] ?? pointer;
}
