import { creditCodeCheckCharacter, type Reader } from '@suqiao/contracts';
import { tokenOf, type StartedIntake } from './started-intake';

/** Sample officers: one of 历下's federation and a colleague, one of 青岛's, supervisors above, a department's handler. */
export const officers = {
  lixia: { subject: 'zheng', name: '郑舟', role: 'unitHandler', level: 'county', divisionCode: '370102', unitId: '370102-federation' },
  lixiaColleague: { subject: 'qian', name: '钱岸', role: 'unitHead', level: 'county', divisionCode: '370102', unitId: '370102-federation' },
  jinan: { subject: 'zhou', name: '周桥', role: 'supervisor', level: 'city', divisionCode: '370100', unitId: null },
  qingdao: { subject: 'wang', name: '王海', role: 'unitHandler', level: 'city', divisionCode: '370200', unitId: '370200-federation' },
  qingdaoSupervisor: { subject: 'sun', name: '孙岛', role: 'supervisor', level: 'city', divisionCode: '370200', unitId: null },
  market: { subject: 'shen', name: '沈禾', role: 'unitHandler', level: 'county', divisionCode: '370102', unitId: '370102-market-regulation' },
  analyst: { subject: 'tao', name: '陶今', role: 'analyst', level: 'province', divisionCode: '370000', unitId: null },
  province: { subject: 'lin', name: '林岚', role: 'supervisor', level: 'province', divisionCode: '370000', unitId: null },
} as const satisfies Readonly<Record<string, Reader>>;

/** An answer with its status, its headers and its JSON. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

/** Asks intake's door for readers: `ask(officers.lixia, 'GET', '/records')`. */
export function asking({ url }: Pick<StartedIntake, 'url'>) {
  return async (reader: Reader, method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answered> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method, ...(body !== undefined && { body: JSON.stringify(body) }),
      headers: { authorization: `Bearer ${tokenOf(reader)}`, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: text === '' ? null : JSON.parse(text) as unknown };
  };
}

let made = 0;

/** A valid 统一社会信用代码 of an enterprise that was registered in a division; another one at each call. */
export function inventCode(divisionCode = '370102'): string {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const number = (Date.now() % 1e9) * 1000 + (made++ % 1000);
  const organisation = Array.from({ length: 9 }, (_, place) => alphabet[Math.floor(number / 31 ** place) % 31] ?? '0').join('');
  const first17 = `91${divisionCode}${organisation}`;
  return `${first17}${creditCodeCheckCharacter(first17) ?? ''}`;
}
