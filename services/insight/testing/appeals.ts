import { randomUUID } from 'node:crypto';
import { formatSequence, topics, type AppealClassified } from '@suqiao/contracts';
import type { EventBus } from '@suqiao/infra/kafka';
import { inventedMessages } from '../src/domain/invented-messages';

/** What an appeal may differ in. */
export interface AppealChanges {
  readonly appealId?: string;
  readonly title?: string;
  readonly content?: string;
  readonly appellantName?: string;
  readonly divisionCode?: string | null;
  readonly categoryCode?: string | null;
  readonly channel?: string;
  readonly confidential?: boolean;
  readonly receivedAt?: Date;
}

/** An appeal, as classification announces it. */
export function classifiedOf(changes: AppealChanges = {}): AppealClassified {
  const { appealId = randomUUID(), title = '题', content = '文', appellantName = `某公司${appealId.slice(0, 8)}`, divisionCode = '370102', categoryCode = 'approvals.registration', channel = 'hotline-12345', confidential = false, receivedAt = new Date() } = changes;
  const decision = <Value>(value: Value) => ({ value, certainty: 0.9, method: 'rule' as const, reason: { zh: '因', en: 'why' } });
  const at = receivedAt.toISOString();
  return {
    specversion: '1.0', id: `${appealId}:classified`, source: '/suqiao/classification', type: 'appeal.classified', subject: appealId, time: at, datacontenttype: 'application/json',
    dataschema: 'urn:suqiao:schema:appeal.classified:2', sequence: formatSequence(0), partitionkey: appealId,
    data: {
      appeal: { appealId, trackingNumber: `SQ20261123-${appealId.slice(0, 8).toUpperCase()}-0`, channel, channelReference: appealId, title, content, occurredAt: null, receivedAt: at, appellantName, creditCode: null, divisionCode, categoryCode, confidential },
      sorting: { category: decision(categoryCode), jurisdiction: decision(divisionCode), urgency: decision('ordinary'), unsure: [], modelVersion: 'test' },
    },
  };
}

const firms = ['恒通机械', '远航食品', '鼎盛纺织', '明德化工', '华信电子', '瑞丰物流', '金桥建材', '蓝湾水产', '东岭木业', '宏远印刷', '泰和塑胶', '嘉禾种业'];
const sentences = ['一周之内停了四次电，没有任何通知', '生产线突然断电，半成品全部报废', '变压器容量不够，夏天经常跳闸', '供电所说正在排队改造', '请给出增容的时间表', '发电机租金已经付了两万元'];
const titles = ['银杏产业园频繁停电影响企业', '咨询银杏产业园为何又停电', '银杏产业园供电不稳设备损坏', '请解决银杏产业园停电问题'];

/** Appeals of one matter: the power of an invented park, told by another firm each, in these divisions in turn. */
export function powerCuts(count: number, divisions: readonly string[], over: AppealChanges = {}): AppealClassified[] {
  return Array.from({ length: count }, (_, at) => classifiedOf({
    title: titles[at % titles.length] ?? '', content: ['我单位位于银杏产业园', sentences[at % 6], sentences[(at + 1) % 6], sentences[(at + 3) % 6]].join('，'), appellantName: `${firms[at % firms.length] ?? ''}${String(at)}有限公司`,
    divisionCode: divisions[at % divisions.length] ?? null, categoryCode: 'energy-and-environment.power-supply', ...over,
  }));
}

/** What else comes in: a matter each, so that grouping knows which words are common. */
export function otherMatters(count: number): AppealClassified[] {
  const seen = new Set<string>();
  const events: AppealClassified[] = [];
  for (const { text, matter } of inventedMessages(count * 4, 7)) {
    if (seen.has(matter) || events.length === count) continue;
    seen.add(matter);
    events.push(classifiedOf({ title: text.title, content: text.detail, appellantName: `${text.user}有限公司`, divisionCode: '370302', categoryCode: 'approvals.registration' }));
  }
  return events;
}

/** Publishes what classification announced. */
export function announce(bus: EventBus, events: readonly AppealClassified[]): Promise<void> {
  return bus.publish(events.map((event) => ({ topic: topics.appealClassified, event })));
}
