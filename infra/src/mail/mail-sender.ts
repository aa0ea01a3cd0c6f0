import { createHash } from 'node:crypto';
import { createTransport, type Transporter } from 'nodemailer';
import { maskedReason, type Delivery } from './delivery';

/** How mail leaves. */
export interface MailSettings {
  /** `smtp://` or `smtps://`, with user, password and the library's TLS options in the query. */
  readonly url: string;
  readonly from: string;
  /** Whom the server's certificate has to be of, in PEM; the machine's own authorities when left out. */
  readonly authorities?: string | undefined;
}

/** A file that goes with a mail. */
export interface MailAttachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
}

/** A mail to one recipient. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly attachments?: readonly MailAttachment[];
}

const connectInMs = 10_000;
const silenceInMs = 20_000;

/**
 * Sends mail over SMTP. A certificate is always checked. Where the server is signed in to, or its authorities are given,
 * nothing goes over `smtp://` before STARTTLS: whoever stands in between and hides that it is offered gets no password.
 */
export class MailSender {
  readonly #transport: Transporter;
  readonly #from: string;

  constructor({ url, from, authorities }: MailSettings) {
    this.#from = from;
    const requireTLS = authorities !== undefined || new URL(url).username !== '';
    this.#transport = createTransport({
      url, requireTLS, ...(authorities !== undefined && { tls: { ca: authorities } }),
      connectionTimeout: connectInMs, greetingTimeout: connectInMs, socketTimeout: silenceInMs, disableFileAccess: true, disableUrlAccess: true,
    });
  }

  /**
   * Sends once; does not throw.
   * @param id the same whenever a mail is sent again, for whoever takes it to know it by
   */
  async send({ to, subject, text, html, attachments = [] }: Mail, id: string): Promise<Delivery> {
    const messageId = `<${createHash('sha256').update(id).digest('hex').slice(0, 32)}@suqiao>`;
    try {
      await this.#transport.sendMail({
        from: this.#from, to: { name: '', address: to }, subject, text, ...(html !== undefined && { html }), attachments: attachments.map((each) => ({ ...each })), messageId, headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return { kind: 'sent' };
    } catch (error) {
      return { kind: isRefused(error) ? 'refused' : 'away', reason: maskedReason(error instanceof Error ? error.message : String(error), to) };
    }
  }
}

/** A 5xx about this message or its recipient. One about our sign-in is ours to mend, and the message waits for it. */
function isRefused(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || !('responseCode' in error)) return false;
  return (error.code === 'EENVELOPE' || error.code === 'EMESSAGE') && typeof error.responseCode === 'number' && error.responseCode >= 500;
}
