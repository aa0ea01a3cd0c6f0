import { createServer, type AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { plague, startFakeClamd, type FakeClamd } from '../testing/fake-clamd';
import { clamdScanner } from './attachments.scanner';
import { attachmentLimit, clamdAddress } from './attachments.settings';

let clamd: FakeClamd;
beforeAll(async () => {
  clamd = await startFakeClamd(1024 * 1024);
});
afterAll(() => clamd.close());
const scan = (pieces: readonly Buffer[], port = clamd.port) => clamdScanner({ host: '127.0.0.1', port }).scan(Readable.from(pieces));

describe('a scan by clamd', () => {
  it('sends the whole file, in pieces of any size, and hears that it is clean', async () => {
    expect(await scan([Buffer.alloc(1), Buffer.alloc(200_000), Buffer.alloc(3)])).toEqual({ kind: 'clean' });
    expect(clamd.examined.at(-1)).toBe(200_004);
  });

  it('hears what was found, also across two pieces', async () => {
    expect(await scan([Buffer.from(`x${plague.slice(0, 9)}`), Buffer.from(plague.slice(9))])).toEqual({ kind: 'refused', signature: 'Suqiao.Test.Plague' });
  });

  it('refuses what is too large for clamd: nothing passes unexamined', async () => {
    expect(await scan([Buffer.alloc(1024 * 1024), Buffer.alloc(1)])).toEqual({ kind: 'refused', signature: 'size limit of clamd exceeded' });
  });

  it.each([['says nothing', ''], ['says something else', 'stream: perhaps\0'], ['reports an error', 'stream: Can\'t allocate memory ERROR\0'], ['talks without end', 'x'.repeat(10_000)]])('fails when the other side %s', async (_name, reply) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined).resume();
      socket.end(reply);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await expect(scan([Buffer.alloc(10)], (server.address() as AddressInfo).port)).rejects.toThrow('clamd did not examine a file');
    server.close();
  });

  it('fails when nobody listens, and when the file cannot be read', async () => {
    const gone = await startFakeClamd();
    await gone.close();
    await expect(scan([Buffer.alloc(10)], gone.port)).rejects.toThrow('clamd did not examine a file');
    const broken = Readable.from((function* () {
      yield Buffer.alloc(10);
      throw new Error('the store is away');
    })());
    await expect(clamdScanner({ host: '127.0.0.1', port: clamd.port }).scan(broken)).rejects.toMatchObject({ cause: expect.objectContaining({ message: 'the store is away' }) as unknown });
  });
});

describe('settings', () => {
  it('of clamd\'s address: a misread one is refused by name', () => {
    expect(clamdAddress({})).toBeNull();
    expect(clamdAddress({ SUQIAO_CLAMD_ADDRESS: ' clamav:3310 ' })).toEqual({ host: 'clamav', port: 3310 });
    expect(clamdAddress({ SUQIAO_CLAMD_ADDRESS: '[::1]:3310' })).toEqual({ host: '::1', port: 3310 });
    for (const wrong of ['clamav', 'clamav:0', 'clamav:99999', ':3310', '[zz]:3310', 'tcp://clamav:3310']) expect(() => clamdAddress({ SUQIAO_CLAMD_ADDRESS: wrong })).toThrow('SUQIAO_CLAMD_ADDRESS');
  });

  it('of the largest file: 20 MiB, or as many as are told', () => {
    expect(attachmentLimit({})).toBe(20 * 1024 * 1024);
    expect(attachmentLimit({ SUQIAO_ATTACHMENT_MIB: '5' })).toBe(5 * 1024 * 1024);
    for (const wrong of ['0', '-1', '1.5', 'many', '2000']) expect(() => attachmentLimit({ SUQIAO_ATTACHMENT_MIB: wrong })).toThrow('SUQIAO_ATTACHMENT_MIB');
  });
});
