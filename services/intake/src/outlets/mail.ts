import { MailSender, type MailSettings } from '@suqiao/infra/mail';
import type { Delivery, NoticeText, Outlet, Reachable } from './outlet';

/** Word by mail. */
export class MailOutlet implements Outlet {
  readonly name = 'mail';
  readonly #sender: MailSender;

  constructor(settings: MailSettings) {
    this.#sender = new MailSender(settings);
  }

  recipientOf({ email }: Reachable): string | null {
    return email ?? null;
  }

  send(to: string, { subject, body }: NoticeText, id: string): Promise<Delivery> {
    return this.#sender.send({ to, subject, text: body }, id);
  }
}
