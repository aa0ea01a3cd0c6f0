import { z } from 'zod';
import type { Delivery, NoticeText, Outlet, Reachable } from './outlet';
import { maskedReason } from './outlet';

/** A gateway that takes text messages as JSON over HTTP. */
export interface SmsSettings {
  readonly url: string;
  /** JSON in whose strings `{phone}`, `{text}` and `{id}` are filled in. */
  readonly template: unknown;
  readonly authorization: string | null;
}

const answerInMs = 10_000;
const jsonSchema = z.json();
type Json = z.infer<typeof jsonSchema>;

/** Word by text message, to mobile numbers of the mainland. */
export class SmsOutlet implements Outlet {
  readonly name = 'sms';
  readonly #settings: SmsSettings;
  readonly #template: Json;

  constructor(settings: SmsSettings) {
    this.#settings = settings;
    this.#template = jsonSchema.parse(settings.template);
  }

  recipientOf({ phone }: Reachable): string | null {
    const digits = phone?.replaceAll(/\D/g, '').replace(/^86(?=1\d{10}$)/, '') ?? '';
    return /^1[3-9]\d{9}$/.test(digits) ? digits : null;
  }

  async send(phone: string, { body }: NoticeText, id: string): Promise<Delivery> {
    const { url, authorization } = this.#settings;
    try {
      const response = await fetch(url, {
        method: 'POST', redirect: 'error', signal: AbortSignal.timeout(answerInMs), body: JSON.stringify(filled(this.#template, { phone, text: body, id })),
        headers: { 'content-type': 'application/json', 'idempotency-key': id, ...(authorization !== null && { authorization }) },
      });
      if (response.ok) return { kind: 'sent' };
      const said = maskedReason(`${String(response.status)} ${await response.text()}`, phone);
      // Those that blame the moment or our credential, and not the message.
      const isOurs = [401, 403, 404, 408, 425, 429].includes(response.status) || response.status >= 500;
      return { kind: isOurs ? 'away' : 'refused', reason: said };
    } catch (error) {
      return { kind: 'away', reason: maskedReason(error instanceof Error ? `${error.message}${error.cause instanceof Error ? `: ${error.cause.message}` : ''}` : String(error), phone) };
    }
  }
}

/** Fills the strings of a template; what is filled in is never read as JSON. */
function filled(template: Json, values: Readonly<Record<'phone' | 'text' | 'id', string>>): Json {
  if (typeof template === 'string') return template.replaceAll('{phone}', () => values.phone).replaceAll('{text}', () => values.text).replaceAll('{id}', () => values.id);
  if (Array.isArray(template)) return template.map((part) => filled(part, values));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([name, part]) => [name, filled(part, values)]));
}
