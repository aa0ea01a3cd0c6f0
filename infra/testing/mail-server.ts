import { SMTPServer } from 'smtp-server';

/** One of the things that a mail consists of, decoded. */
export interface MailPart {
  readonly type: string;
  readonly filename: string | null;
  readonly content: Buffer;
}

/** A mail as the server got it, its subject and text decoded. */
export interface ReceivedMail {
  readonly to: readonly string[];
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  /** The text alone, or every version of it and every file. */
  readonly parts: readonly MailPart[];
  readonly messageId: string;
  readonly source: string;
}

/** A real SMTP server on loopback that refuses recipients called `refused` for good and `busy` for now. */
export interface MailServer {
  readonly port: number;
  readonly received: ReceivedMail[];
  close(): Promise<void>;
}

/** How a server guards itself: TLS from the first byte or after STARTTLS, under its certificate (PEM), with a sign-in. */
export interface MailGuard {
  readonly tls: 'implicit' | 'startTls';
  readonly key: string;
  readonly cert: string;
  readonly user: string;
  readonly password: string;
}

/** @param port the one to come back on; a free one unless told */
export async function startMailServer(port = 0, guard?: MailGuard): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    ...(guard === undefined ? { authOptional: true, disabledCommands: ['STARTTLS'] } : { secure: guard.tls === 'implicit', key: guard.key, cert: guard.cert }), logger: false,
    onAuth({ username, password }, _session, done) {
      if (username === guard?.user && password === guard?.password) done(null, { user: username });
      else done(Object.assign(new Error('5.7.8 wrong user or password'), { responseCode: 535 }));
    },
    onRcptTo({ address }, _session, done) {
      if (address.startsWith('refused@')) done(Object.assign(new Error(`5.1.1 <${address}> unknown here`), { responseCode: 550 }));
      else if (address.startsWith('busy@')) done(Object.assign(new Error('4.2.2 mailbox busy'), { responseCode: 452 }));
      else done();
    },
    onData(stream, session, done) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({ ...readMail(Buffer.concat(pieces).toString('utf8')), to: rcptTo.map(({ address }) => address), from: mailFrom === false ? '' : mailFrom.address });
        done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0, received,
    close: () => new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
    }),
  };
}

function readMail(source: string): Omit<ReceivedMail, 'to' | 'from'> {
  const { field } = opened(source);
  const parts = partsOf(source);
  return { subject: decodedWords(field('Subject')), text: parts.find(({ type }) => type === 'text/plain')?.content.toString('utf8').replaceAll('\r\n', '\n') ?? '', parts, messageId: field('Message-ID'), source };
}

function opened(source: string): { readonly field: (name: string) => string; readonly body: string } {
  const end = source.indexOf('\r\n\r\n');
  const head = source.slice(0, end).replaceAll(/\r\n[ \t]+/g, ' ');
  return { field: (name) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim() ?? '', body: source.slice(end + 4).trimEnd() };
}

/** RFC 2046: a part may consist of parts. */
function partsOf(source: string): MailPart[] {
  const { field, body } = opened(source);
  const [type = '', parameters] = [/^[^;\s]+/.exec(field('Content-Type'))?.[0], field('Content-Type')];
  const boundary = /boundary="?([^";]+)/.exec(parameters)?.[1];
  if (type.startsWith('multipart/') && boundary !== undefined) return body.split(`--${boundary}`).slice(1, -1).flatMap((part) => partsOf(part.replace(/^\r\n/, '')));
  const encoding = field('Content-Transfer-Encoding').toLowerCase();
  const content = encoding === 'base64' ? Buffer.from(body, 'base64') : Buffer.from(encoding === 'quoted-printable' ? quotedPrintable(body.replaceAll(/=\r\n/g, '')) : body);
  return [{ type, filename: /filename="?([^";]+)/.exec(field('Content-Disposition'))?.[1] ?? null, content }];
}

/** RFC 2047: each word is decoded on its own, so that a character cut in two between words shows. */
function decodedWords(value: string): string {
  return value.replaceAll(/(\?=)\s+(=\?)/g, '$1$2').replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
    kind.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString('utf8') : quotedPrintable(word.replaceAll('_', ' ')));
}

function quotedPrintable(text: string): string {
  return Buffer.from(text.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1').toString('utf8');
}
