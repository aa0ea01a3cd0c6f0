import { newCertificate, type KeyAndCertificate } from '../../testing/certificate';
import { startMailServer, type MailGuard, type MailServer } from '../../testing/mail-server';
import { MailSender } from './mail-sender';

const [user, password] = ['suqiao', 'p@ss:word'];
const signIn = `${user}:${encodeURIComponent(password)}`;
let certificate: KeyAndCertificate;
let another: string;
beforeAll(() => {
  [certificate, { cert: another }] = [newCertificate(), newCertificate()];
});

async function withServer(tls: MailGuard['tls'] | null, work: (server: MailServer, address: string) => Promise<void>): Promise<void> {
  const server = await startMailServer(0, tls === null ? undefined : { tls, ...certificate, user, password });
  try {
    await work(server, `127.0.0.1:${String(server.port)}`);
  } finally {
    await server.close();
  }
}
const deliver = (url: string, authorities?: string) => new MailSender({ url, from: 'no-reply@suqiao.example', authorities }).send({ to: 'li@qiye.example', subject: '主题', text: '正文' }, 'notice');

it.each([['startTls', 'smtp'], ['implicit', 'smtps']] as const)('signs in over TLS (%s) and sends to a server whose certificate is of the authorities given, to no other', async (tls, scheme) => {
  await withServer(tls, async (server, address) => {
    expect(await deliver(`${scheme}://${signIn}@${address}`, certificate.cert)).toEqual({ kind: 'sent' });
    expect(server.received).toMatchObject([{ to: ['li@qiye.example'], subject: '主题', text: '正文' }]);
    // The machine knows no such authority, nor is it the one expected: nothing is said to this server.
    for (const authorities of [undefined, another]) expect(await deliver(`${scheme}://${signIn}@${address}`, authorities)).toMatchObject({ kind: 'away', reason: expect.stringMatching(/certificate/i) as string });
    // A wrong password is ours to mend: the word waits.
    expect(await deliver(`${scheme}://${user}:wrong@${address}`, certificate.cert)).toMatchObject({ kind: 'away', reason: expect.stringContaining('535') as string });
    expect(server.received).toHaveLength(1);
  });
});

it('gives no password and no mail to a server that offers no TLS where one is expected', async () => {
  await withServer(null, async (server, address) => {
    for (const [url, authorities] of [[`smtp://${signIn}@${address}`, undefined], [`smtp://${address}`, certificate.cert]] as const) expect((await deliver(url, authorities)).kind).toBe('away');
    expect(server.received).toEqual([]);
    expect(await deliver(`smtp://${address}`)).toEqual({ kind: 'sent' });
  });
});
