import { randomUUID } from 'node:crypto';
import { appealAcknowledgementSchema, type NewAppeal } from '@suqiao/contracts';
import type { HttpClient } from './http-client';

const content =
  '我公司在历下区办理股权变更登记，窗口以材料格式不符为由反复退回，前后已四次，每次退回的理由都不相同，也没有一次性告知清单。现场咨询与电话咨询答复不一致，' +
  '网上平台显示已受理，窗口却查不到记录。因变更迟迟未完成，银行授信与两份供货合同的签订均被推迟，企业损失较大。恳请有关部门核实情况，明确所需材料，并尽快办结变更登记。' +
  '联系时间为工作日上午九时至下午五时，我们可随时补充材料并到现场配合办理。';

/** An appeal of about 1 kB of JSON that sorting is sure of: registration, in 历下区; with a reference that was never used. */
export function newAppeal(): NewAppeal {
  return {
    channelReference: randomUUID(), title: '公司变更登记被窗口反复退回，请求协调办理', content, appellant: { name: '济南样例机械有限公司', contact: '张小明', phone: '13812345678' },
    divisionCode: '370102', categoryCode: 'approvals.registration',
  };
}

/** Pushes a new appeal as a channel does. @returns its id @throws Error unless it is acknowledged with 202 */
export async function push(http: HttpClient, channelKey: string): Promise<string> {
  const appeal = newAppeal();
  const answer = await http.call('POST', '/api/v1/appeals', channelKey, JSON.stringify(appeal), { 'idempotency-key': appeal.channelReference });
  if (answer.status !== 202) throw new Error(`intake answered ${String(answer.status)}: ${answer.text}`);
  return appealAcknowledgementSchema.parse(JSON.parse(answer.text)).id;
}
