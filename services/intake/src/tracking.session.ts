import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { PublicLimits } from './public-limits';

/** How long an appellant need not say the digits again. */
export const sessionInMinutes = 15;
const cookieName = 'suqiao_tracking';
const cookiePath = '/api/v1/tracking';

/** An appellant's short session: a signed cookie that scripts can't read and that no other site's request carries. */
@Injectable()
export class TrackingSession {
  constructor(@Inject(PublicLimits) private readonly limits: PublicLimits) {}

  /** A `Set-Cookie` that opens the session. @param isSecure whether the page came by https */
  async opened(appealId: string, now: Date, isSecure: boolean): Promise<string> {
    const payload = `${appealId}.${String(now.getTime() + sessionInMinutes * 60_000)}`;
    return this.#cookie(`${payload}.${await this.#sign(payload)}`, sessionInMinutes * 60, isSecure);
  }

  /** A `Set-Cookie` that ends it. */
  closed(isSecure: boolean): string {
    return this.#cookie('', 0, isSecure);
  }

  /** The appeal's id of a request's `Cookie` header, or `null` without a valid session. */
  async appealIdOf(header: string | undefined, now: Date): Promise<string | null> {
    const value = (header ?? '').split(';').map((part) => part.trim()).find((part) => part.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1);
    const [, payload = '', appealId = '', until = '', signature = ''] = /^(([\w-]+)\.(\d+))\.([\w-]+)$/.exec(value ?? '') ?? [];
    if (appealId === '' || Number(until) < now.getTime()) return null;
    const [given, right] = [Buffer.from(signature), Buffer.from(await this.#sign(payload))];
    return given.length === right.length && timingSafeEqual(given, right) ? appealId : null;
  }

  async #sign(payload: string): Promise<string> {
    return createHmac('sha256', await this.limits.key()).update(`session ${payload}`).digest('base64url');
  }

  #cookie(value: string, maxAgeInSeconds: number, isSecure: boolean): string {
    return `${cookieName}=${value}; Path=${cookiePath}; Max-Age=${String(maxAgeInSeconds)}; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
  }
}
