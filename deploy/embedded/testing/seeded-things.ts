import { randomUUID } from 'node:crypto';
import { appealAcknowledgementSchema, attachmentSchema, bulkPreviewViewSchema, consultationViewSchema, creditCodeCheckCharacter, duplicatePageSchema, handOverSchema, importViewSchema, issuedKeySchema, issuePageSchema, orderViewSchema, recordViewSchema, reminderRowSchema, reportViewSchema, watchListSchema, type Reader } from '@suqiao/contracts';
import { z } from 'zod';
import { eventually, tokenOf, type ComposedSuqiao } from './composed-suqiao';

/** What lies in 历下区 (370102), by what its doors ask for it. */
export interface Things {
  readonly caseId: string;
  readonly trackingNumber: string;
  /** Of an appeal that was raised from the record. */
  readonly raisedNumber: string;
  readonly attachmentId: string;
  readonly duplicateId: string;
  readonly orderId: string;
  readonly reminderId: string;
  readonly recordId: string;
  readonly creditCode: string;
  readonly importId: string;
  readonly issueId: string;
  readonly consultationId: string;
  readonly reportId: string;
  readonly watchListId: string;
  readonly previewId: string;
  readonly handOverId: string;
  readonly letterId: string;
  readonly keyId: string;
  readonly webhookId: string;
  readonly noticeId: string;
}

/** The readers who make the things. */
export interface Makers {
  readonly handler: Reader;
  readonly supervisor: Reader;
  /** A supervision order comes from above. */
  readonly provinceSupervisor: Reader;
  readonly provinceAnalyst: Reader;
  readonly provinceAdministrator: Reader;
}

/** A channel's or a reader's credential, and the requests that are made with it. */
function caller(suqiao: ComposedSuqiao, credential: string) {
  return async (method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<unknown> => {
    const isForm = body instanceof FormData;
    const response = await fetch(`${suqiao.url}/api/v1${path}`, {
      method, headers: { authorization: `Bearer ${credential}`, ...(body !== undefined && !isForm && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${String(response.status)} ${text}`);
    return JSON.parse(text);
  };
}
type Ask = ReturnType<typeof caller>;

const first17 = '91370102MA3DEM001';
const creditCode = `${first17}${String(creditCodeCheckCharacter(first17))}`;

/** Pushes two appeals that are nearly one, each through its channel, and waits until both are cases and proposed as duplicates. */
async function pushedAppeals(suqiao: ComposedSuqiao, supervisor: Ask): Promise<Pick<Things, 'caseId' | 'trackingNumber' | 'attachmentId' | 'duplicateId' | 'webhookId'>> {
  const [visit, hotline] = [caller(suqiao, await suqiao.addChannel('visit')), caller(suqiao, await suqiao.addChannel('hotline'))];
  const push = async (channel: Ask, title: string) => appealAcknowledgementSchema.parse(await channel('POST', '/appeals', {
    channelReference: randomUUID(), title, content: '我公司此前所述情况至今没有回音，已多次打电话询问，请有关方面尽快给予答复，盼复为感，特此再次说明。', divisionCode: '370102',
    appellant: { name: '济南样例机械有限公司', contact: '张小明', phone: '13800000000' },
  }, { 'idempotency-key': randomUUID() }));
  const first = await push(visit, '盼望答复');
  await push(hotline, '盼望尽快答复');
  await eventually('the case', () => supervisor('GET', `/supervision/cases/${first.id}`).catch(() => null));
  await eventually('the case at intake', () => supervisor('GET', `/appeals/${first.trackingNumber}`).catch(() => null));
  const pairs = await eventually('the proposal', async () => {
    const { items } = duplicatePageSchema.parse(await supervisor('GET', '/duplicates'));
    return items.length > 0 && items;
  });
  const form = new FormData();
  form.set('file', new File([Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')], 'a.png', { type: 'image/png' }));
  const attachment = attachmentSchema.parse(await visit('POST', `/appeals/${first.trackingNumber}/attachments`, form));
  const webhook = z.looseObject({ webhook: z.looseObject({ id: z.string() }) }).parse(await visit('POST', '/webhooks', { url: 'https://127.0.0.1/appeals' }));
  return { caseId: first.id, trackingNumber: first.trackingNumber, attachmentId: attachment.id, duplicateId: pairs[0]?.id ?? '', webhookId: webhook.webhook.id };
}

/** A closed-door symposium that was held, with an appeal raised from it; an enterprise; a file of rows. */
async function officersThings(handler: Ask): Promise<Pick<Things, 'recordId' | 'raisedNumber' | 'creditCode' | 'importId'>> {
  const record = recordViewSchema.parse(await handler('POST', '/records', { kind: 'symposium', title: '闭门座谈', date: '2026-01-05', place: { divisionCode: '370102', text: '区工商联' }, closedDoor: true, summary: '五家企业座谈' }));
  await handler('POST', `/records/${record.id}/finish`);
  const raised = appealAcknowledgementSchema.parse(await handler('POST', `/records/${record.id}/appeals`, { lineId: '1', title: '用地指标不足', content: '扩建厂房缺少用地指标。', appellant: { name: '另一家示例公司' }, divisionCode: '370102' }));
  await handler('POST', '/enterprises', { creditCode, name: '济南演示机械有限公司', divisionCode: '370102' });
  const form = new FormData();
  form.set('channel', 'visit');
  form.set('file', new File(['标题,内容,企业名称\n贷款被拒,银行抽贷,示例公司\n'], 'rows.csv', { type: 'text/csv' }));
  const taken = importViewSchema.parse(await handler('POST', '/imports', form));
  return { recordId: record.id, raisedNumber: raised.trackingNumber, creditCode, importId: taken.importId };
}

/** Makes one thing of each kind in 历下区, as its people would, and what no door makes straight in the store. */
export async function seedThings(suqiao: ComposedSuqiao, makers: Makers): Promise<Things> {
  const [handler, supervisor, above, analyst, administrator] = [makers.handler, makers.supervisor, makers.provinceSupervisor, makers.provinceAnalyst, makers.provinceAdministrator].map((reader) => caller(suqiao, tokenOf(reader)));
  if (handler === undefined || supervisor === undefined || above === undefined || analyst === undefined || administrator === undefined) throw new Error('there are five makers');
  const appeals = await pushedAppeals(suqiao, supervisor);
  const officers = await officersThings(handler);
  const { caseId } = appeals;
  const order = orderViewSchema.parse(await above('POST', '/supervision/orders', { caseId, demand: '请三日内反馈' }));
  const reminder = reminderRowSchema.parse(await supervisor('POST', `/supervision/cases/${caseId}/reminders`, {}));
  const watchList = watchListSchema.parse(await supervisor('POST', '/supervision/watch-lists', { name: '重点' }));
  const preview = bulkPreviewViewSchema.parse(await supervisor('POST', '/supervision/bulk/preview', { action: 'remind', caseIds: [caseId] }));
  // Who stands in must have been here.
  const deputy: Reader = { ...makers.supervisor, subject: 'deputy', name: '代理人' };
  await caller(suqiao, tokenOf(deputy))('GET', '/supervision/hand-overs');
  const handOver = handOverSchema.parse(await supervisor('POST', '/supervision/hand-overs', { to: deputy.subject, toName: deputy.name, from: '2099-01-01', until: '2099-01-02', reason: '出差' }));
  const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString();
  const consultation = consultationViewSchema.parse(await supervisor('POST', '/insight/consultations', { title: '登记难会商', at: inAWeek, place: '区政府', unitIds: ['370102-federation'] }));
  const report = reportViewSchema.parse(await analyst('POST', '/insight/special-reports', { quarter: '2026Q2' }));
  const issued = issuedKeySchema.parse(await administrator('POST', '/channels/visit/keys', { label: '走访系统', scopes: ['appeals:read'] }));
  // Sent now, whatever the office's hours are.
  const sentAt = new Date();
  await suqiao.connection.collection<{ readonly _id: string }>('reminders').updateOne({ _id: reminder.id }, { $set: { sentAt, dueAt: null, 'reminder.sentAt': sentAt.toISOString() } });
  const [letterId, noticeId] = ['letter', 'notice'];
  await suqiao.connection.collection<{ readonly _id: string }>('dead_letters').insertOne({ _id: letterId, ...{ consumer: 'x', topic: 'another-system', partition: 0, offset: '1', key: null, valueBase64: 'e30=', reason: 'x', attempts: 1, at: new Date().toISOString(), replayedAt: null, replayedBy: null, claimedUntil: null } });
  await suqiao.connection.collection<{ readonly _id: string }>('notices').insertOne({ _id: noticeId, ...{ appealId: caseId, trackingNumber: appeals.trackingNumber, channel: 'visit', moment: 'answered', outlet: 'mail', createdAt: new Date(), state: 'dead', nextAt: null, attempts: 5, sentAt: null, reason: 'x' } });
  const issues = await eventually('the common issue', async () => {
    const { items } = issuePageSchema.parse(await supervisor('GET', '/insight/common-issues'));
    return items.length > 0 && items;
  });
  return {
    ...appeals, ...officers, orderId: order.orderId, reminderId: reminder.id, issueId: issues[0]?.issueId ?? '', consultationId: consultation.consultationId, reportId: report.reportId, watchListId: watchList.id,
    previewId: preview.previewId, handOverId: handOver.id, letterId, keyId: issued.key.keyId, noticeId,
  };
}
