import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { appealAcknowledgementSchema, attachmentSchema, attachmentsSchema, issuedKeySchema, mostAttachments, problemSchema, type Attachment, type Problem } from '@suqiao/contracts';
import { Document, Packer, Paragraph } from 'docx';
import writeXlsxFile from 'write-excel-file/node';
import { plague, startFakeClamd, type FakeClamd } from '../testing/fake-clamd';
import { eventually, startIntake, tokenOf, type StartedIntake } from '../testing/started-intake';
import { AttachmentsStore } from './attachments.store';

const mebibyte = 1024 * 1024;
let clamd: FakeClamd;
let intake: StartedIntake;
let key: string;
let other: string;

beforeAll(async () => {
  clamd = await startFakeClamd();
  process.env['SUQIAO_CLAMD_ADDRESS'] = `127.0.0.1:${String(clamd.port)}`;
  process.env['SUQIAO_ATTACHMENT_MIB'] = '2';
  intake = await startIntake({ deaf: true });
  delete process.env['SUQIAO_CLAMD_ADDRESS'];
  delete process.env['SUQIAO_ATTACHMENT_MIB'];
  key = await intake.addChannel('visit');
  other = await intake.addChannel('hotline');
});
afterAll(async () => {
  await intake.close();
  await clamd.close();
});

const pdf = (...more: readonly (string | Uint8Array)[]) => Buffer.concat([Buffer.from('%PDF-1.7\n'), ...more.map((part) => Buffer.from(part)), Buffer.from(randomUUID())]);
const appealOf = async (at: StartedIntake = intake, channelKey = key): Promise<string> => {
  const response = await at.post(channelKey, randomUUID(), { channelReference: randomUUID(), title: '拖欠工程款', content: '附合同。', appellant: { name: '济南某公司' }, divisionCode: '370102' });
  return appealAcknowledgementSchema.parse(await response.json()).trackingNumber;
};
const pathOf = (number: string) => `/api/v1/appeals/${number}/attachments`;
const upload = (number: string, bytes: Uint8Array, name = '合同.pdf', credential = key, at = intake) => {
  const form = new FormData();
  form.set('file', new File([new Uint8Array(bytes)], name));
  return fetch(`${at.url}${pathOf(number)}`, { method: 'POST', body: form, headers: { authorization: `Bearer ${credential}` } });
};
const added = async (response: Response): Promise<Attachment> => attachmentSchema.parse(await response.json());
const get = (path: string, credential = key, at = intake) => fetch(`${at.url}${path}`, { headers: { authorization: `Bearer ${credential}` } });
const listOf = async (number: string, at = intake): Promise<Attachment[]> => attachmentsSchema.parse(await (await get(pathOf(number), key, at)).json()).items;
const settled = (number: string, id: string) => eventually(async () => (await listOf(number)).find((one) => one.id === id && one.state !== 'pending'));
const problemIn = async (response: Response): Promise<Problem> => problemSchema.parse(await response.json());
/** How many documents there are of everything that an upload writes. */
const stored = () => Promise.all(['attachments', 'attachment-uploads', 'attachment-bytes.files', 'attachment-bytes.chunks'].map((name) => intake.connection.collection(name).countDocuments({})));

describe('an attachment', () => {
  it('is streamed in, examined, listed, and comes back byte for byte under its Chinese name', async () => {
    const number = await appealOf();
    const bytes = pdf(randomBytes(mebibyte));
    const response = await upload(number, bytes, '拖欠工程款（合同）.pdf');
    expect(response.status).toBe(201);
    const attachment = await added(response);
    expect(response.headers.get('location')).toBe(`${pathOf(number)}/${attachment.id}`);
    expect(attachment).toMatchObject({ name: '拖欠工程款（合同）.pdf', mediaType: 'application/pdf', sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), scanner: 'clamd', reason: null });
    expect(await settled(number, attachment.id)).toMatchObject({ state: 'clean' });
    expect(clamd.examined).toContain(bytes.length);
    const download = await get(`${pathOf(number)}/${attachment.id}`);
    expect(download.headers.get('content-type')).toBe('application/pdf');
    expect(download.headers.get('content-disposition')).toContain(`filename*=UTF-8''${encodeURIComponent('拖欠工程款（合同）.pdf')}`);
    expect(download.headers.get('x-content-type-options')).toBe('nosniff');
    expect(download.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
    expect(Buffer.from(await download.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it('is its channel\'s and its jurisdiction\'s; to anybody else there is nothing', async () => {
    const number = await appealOf();
    const { id } = await added(await upload(number, pdf()));
    await settled(number, id);
    for (const reader of [tokenOf({}), tokenOf({ divisionCode: '370102', level: 'county' })]) {
      expect((await get(pathOf(number), reader)).status).toBe(200);
      expect((await get(`${pathOf(number)}/${id}`, reader)).status).toBe(200);
      expect((await upload(number, pdf(), 'a.pdf', reader)).status).toBe(403);
    }
    const outside = [other, tokenOf({ divisionCode: '370200', level: 'city' }), tokenOf({ role: 'unitHandler', divisionCode: '370102', level: 'county', unitId: '370102-federation' })];
    for (const credential of outside) expect([(await get(pathOf(number), credential)).status, (await get(`${pathOf(number)}/${id}`, credential)).status]).toEqual([404, 404]);
    expect((await upload(number, pdf(), 'a.pdf', other)).status).toBe(404);
    expect((await get(pathOf(number), tokenOf({ role: 'analyst' }))).status).toBe(403);
    // An attachment of another appeal is not found under this one.
    expect((await get(`${pathOf(await appealOf())}/${id}`)).status).toBe(404);
    expect((await get(`${pathOf(number)}/%7B%22$ne%22:null%7D`)).status).toBe(404);
  });

  it('of a sandbox appeal goes with it, and is nothing to the real key', async () => {
    const issued = await fetch(`${intake.url}/api/v1/channels/visit/keys`, { method: 'POST', body: JSON.stringify({ label: 'try', scopes: ['appeals:write', 'appeals:read'], sandbox: true }), headers: { 'content-type': 'application/json', authorization: `Bearer ${tokenOf({ role: 'administrator' })}` } });
    const sandbox = issuedKeySchema.parse(await issued.json()).secret;
    const number = await appealOf(intake, sandbox);
    const before = await stored();
    const { id } = await added(await upload(number, pdf(), 'a.pdf', sandbox));
    expect((await get(pathOf(number), sandbox)).status).toBe(200);
    expect((await get(`${pathOf(number)}/${id}`)).status).toBe(404);
    expect((await upload(await appealOf(), pdf(), 'a.pdf', sandbox)).status).toBe(404);
    await eventually(async () => (await intake.connection.collection('attachments').countDocuments({ state: 'pending' })) === 0);
    await new AttachmentsStore(intake.connection).sweepDead(new Date(Date.now() + 8 * 24 * 3600 * 1000));
    expect(await stored()).toEqual(before);
  });

  it('twice, also at once, is one; on another appeal it is another', async () => {
    const number = await appealOf();
    const bytes = pdf();
    const first = await added(await upload(number, bytes));
    const before = await stored();
    const responses = await Promise.all([1, 2, 3, 4, 5].map(() => upload(number, bytes, '另一个名字.pdf')));
    for (const response of responses) {
      expect(response.status).toBe(200);
      expect(response.headers.get('idempotent-replayed')).toBe('true');
      expect((await added(response)).id).toBe(first.id);
    }
    expect(await stored()).toEqual(before);
    expect((await upload(await appealOf(), bytes)).status).toBe(201);
  });

  it('is one of twenty at the most, however many come at once', async () => {
    const number = await appealOf();
    const responses = await Promise.all(Array.from({ length: mostAttachments + 4 }, () => upload(number, pdf())));
    expect(responses.map(({ status }) => status).sort()).toEqual([...Array.from({ length: mostAttachments }, () => 201), 413, 413, 413, 413]);
    expect(await listOf(number)).toHaveLength(mostAttachments);
    expect((await stored())[1]).toBe(0);
  });
});

describe('what a file is', () => {
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');
  const ooxml = 'application/vnd.openxmlformats-officedocument.';

  it.each<[string, () => Promise<Uint8Array>, string, string]>([
    ['PNG', () => Promise.resolve(png), 'image/png', '图.png'],
    ['JPEG', () => Promise.resolve(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1])), 'image/jpeg', '图.jpg'],
    ['DOCX', () => Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('说明')] }] })), `${ooxml}wordprocessingml.document`, '图.docx'],
    ['XLSX', async () => (await writeXlsxFile([[{ value: '明细' }]])).toBuffer(), `${ooxml}spreadsheetml.sheet`, '图.xlsx'],
    ['UTF-8', () => Promise.resolve(Buffer.from('欠款明细')), 'text/plain; charset=utf-8', '图.txt'],
    ['GB18030', () => Promise.resolve(Buffer.from([0xcd, 0xcf, 0xc7, 0xb7])), 'text/plain; charset=gb18030', '图.txt'],
  ])('%s is seen from the bytes, whatever the name says', async (_name, bytes, mediaType, kept) => {
    expect(await added(await upload(await appealOf(), await bytes(), kept))).toMatchObject({ mediaType, name: kept });
  });

  it.each<[string, Buffer, number]>([
    ['a program', Buffer.concat([Buffer.from('MZ'), randomBytes(200)]), 415], ['an archive', Buffer.from('504b0304140000000000', 'hex'), 415], ['a script in a picture', Buffer.from('<?xml version="1.0"?><svg onload="alert(1)"/>'), 415],
    ['bytes of no kind', randomBytes(500), 415], ['nothing', Buffer.alloc(0), 400],
  ])('%s is refused under the name of a PDF, and nothing is stored', async (_name, bytes, status) => {
    const number = await appealOf();
    const before = await stored();
    const response = await upload(number, bytes);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('problem+json');
    expect(await stored()).toEqual(before);
  });

  it('a form without a file, with two, and what is no form', async () => {
    const number = await appealOf();
    const before = await stored();
    const send = (body: FormData | string) => fetch(`${intake.url}${pathOf(number)}`, { method: 'POST', body, headers: { authorization: `Bearer ${key}`, ...(typeof body === 'string' && { 'content-type': 'application/json' }) } });
    const two = new FormData();
    for (const name of ['a', 'b']) two.append(name, new File([new Uint8Array(pdf())], `${name}.pdf`));
    const none = new FormData();
    none.set('file', 'text');
    expect([(await send(none)).status, (await send(two)).status, (await send('{}')).status]).toEqual([400, 413, 415]);
    expect(await stored()).toEqual(before);
  });
});

describe('too much, and too little', () => {
  /** Sends what no client library would, and gives what came back. */
  const raw = (number: string, headers: readonly string[], pieces: readonly Uint8Array[], cut = false) => new Promise<string>((resolve) => {
    const { hostname, port } = new URL(intake.url);
    const socket = connect(Number(port), hostname.replace(/[[\]]/g, ''));
    let said = '';
    socket.on('data', (data) => {
      said += data.toString();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(said);
    });
    socket.write([`POST ${pathOf(number)} HTTP/1.1`, 'host: suqiao', `authorization: Bearer ${key}`, 'content-type: multipart/form-data; boundary=x', ...headers, '', ''].join('\r\n'));
    for (const piece of pieces) socket.write(piece);
    if (cut) socket.end();
  });
  const head = Buffer.from('--x\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7\n');
  const chunk = (bytes: Uint8Array) => Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);

  it('100 MB are refused before they are sent', async () => {
    const number = await appealOf();
    const before = await stored();
    const said = await raw(number, ['content-length: 104857600'], [head]);
    expect(said).toMatch(/^HTTP\/1\.1 413 /);
    expect(said).toContain('2 MiB');
    expect(await stored()).toEqual(before);
  });

  it('a stream that does not say its length is refused while it comes, and nothing of it stays', async () => {
    const number = await appealOf();
    const before = await stored();
    const said = await raw(number, ['transfer-encoding: chunked'], [chunk(head), ...Array.from({ length: 6 }, () => chunk(Buffer.alloc(mebibyte, 97)))]);
    expect(said).toMatch(/^HTTP\/1\.1 413 /);
    await eventually(async () => JSON.stringify(await stored()) === JSON.stringify(before));
  });

  it('exactly the limit is taken, one byte more is not', async () => {
    const number = await appealOf();
    const most = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(2 * mebibyte - 9)]);
    expect((await upload(number, most)).status).toBe(201);
    const before = await stored();
    expect((await problemIn(await upload(number, Buffer.concat([most, Buffer.alloc(1)])))).type).toBe('urn:suqiao:problem:too-large');
    expect(await stored()).toEqual(before);
  });

  it('a connection that is cut leaves nothing', async () => {
    const number = await appealOf();
    const before = await stored();
    await raw(number, ['content-length: 2000000'], [head, Buffer.alloc(mebibyte, 97)], true);
    await eventually(async () => JSON.stringify(await stored()) === JSON.stringify(before));
  });

  it('what a process that died left is swept, and nothing else', async () => {
    const number = await appealOf();
    const { id } = await added(await upload(number, pdf()));
    await settled(number, id);
    const before = await stored();
    const store = new AttachmentsStore(intake.connection);
    const dead = await store.begin(new Date());
    await new Promise<void>((resolve) => {
      dead.write(Buffer.alloc(mebibyte), () => {
        resolve();
      });
    });
    await eventually(async () => (await intake.connection.collection('attachment-bytes.chunks').countDocuments({ files_id: dead.id })) > 0);
    expect(await store.sweepDead(new Date())).toBe(false);
    expect(await stored()).not.toEqual(before);
    expect(await store.sweepDead(new Date(Date.now() + 2 * 3600 * 1000))).toBe(false);
    expect(await stored()).toEqual(before);
    expect((await get(`${pathOf(number)}/${id}`)).status).toBe(200);
  });
});

describe('examination', () => {
  it('what the scanner refuses is not given out, its bytes are gone, and the list says why', async () => {
    const number = await appealOf();
    const { id, sha256 } = await added(await upload(number, pdf(plague)));
    expect(await settled(number, id)).toMatchObject({ state: 'refused', reason: 'Suqiao.Test.Plague' });
    const response = await get(`${pathOf(number)}/${id}`);
    expect(response.status).toBe(409);
    expect((await problemIn(response)).state).toBe('refused');
    const file = await intake.connection.collection('attachments').findOne({ sha256 });
    await eventually(async () => (await intake.connection.collection('attachment-bytes.chunks').countDocuments({ files_id: file?.['fileId'] as unknown })) === 0);
  });

  it('waits for a scanner that is away, and is not given out until then', async () => {
    const { port } = clamd;
    await clamd.close();
    const number = await appealOf();
    const { id } = await added(await upload(number, pdf()));
    const response = await get(`${pathOf(number)}/${id}`);
    expect([response.status, (await problemIn(response)).state]).toEqual([409, 'pending']);
    clamd = await startFakeClamd(undefined, port);
    expect(await settled(number, id)).toMatchObject({ state: 'clean' });
  });

  it('without a scanner the state says so', async () => {
    const bare = await startIntake({ deaf: true });
    try {
      const bareKey = await bare.addChannel('visit');
      const number = await appealOf(bare, bareKey);
      const attachment = await added(await upload(number, pdf(plague), 'a.pdf', bareKey, bare));
      expect(attachment).toMatchObject({ state: 'notScanned', scanner: 'none' });
      expect((await get(`${pathOf(number)}/${attachment.id}`, bareKey, bare)).status).toBe(200);
    } finally {
      await bare.close();
    }
  });
});
