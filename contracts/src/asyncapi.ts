import { z } from 'zod';
import { cloudEventsContentType } from './envelope';
import { appealClassifiedSchema } from './events/appeal-classified';
import { appealReceivedSchema } from './events/appeal-received';
import { appealAmendedSchema, appealRequestDecidedSchema, appealWithdrawalRequestedSchema } from './events/appeal-requests';
import { appealRatedSchema, appealRatingDecidedSchema } from './events/appeal-ratings';
import { calendarLoadedSchema } from './events/calendar-loaded';
import { appealCategoryCorrectedSchema } from './events/category-corrected';
import { caseEventSchemas } from './events/case';
import { issueAppealAnsweredSchema, issueEventSchemas } from './events/common-issue';
import { consultationEventSchemas } from './events/consultation';
import { deadLetterSchema } from './events/dead-letter';
import { ingestPart } from './events/ingest-asyncapi';
import { reminderSentSchema } from './events/reminder';
import { reportEventSchemas } from './events/special-report';
import { orderEventSchemas } from './events/supervision-order';
import { topics, type Topic } from './topics';

/** What each topic carries, by message name. */
const messagesOf: Readonly<Record<Topic, Readonly<Record<string, z.ZodType>>>> = {
  [topics.appealReceived]: { 'appeal.received': appealReceivedSchema, 'appeal.amended': appealAmendedSchema, 'appeal.withdrawalRequested': appealWithdrawalRequestedSchema, 'appeal.rated': appealRatedSchema },
  [topics.appealClassified]: { 'appeal.classified': appealClassifiedSchema, 'appeal.categoryCorrected': appealCategoryCorrectedSchema },
  [topics.case]: { ...Object.fromEntries(Object.entries(caseEventSchemas).map(([type, schema]) => [`case.${type}`, schema])), 'appeal.requestDecided': appealRequestDecidedSchema, 'appeal.ratingDecided': appealRatingDecidedSchema },
  [topics.supervisionOrder]: Object.fromEntries(Object.entries(orderEventSchemas).map(([type, schema]) => [`order.${type}`, schema])),
  [topics.reminder]: { 'reminder.sent': reminderSentSchema },
  [topics.commonIssue]: { ...Object.fromEntries(Object.entries(issueEventSchemas).map(([type, schema]) => [`commonIssue.${type}`, schema])), 'commonIssue.appealAnswered': issueAppealAnsweredSchema },
  [topics.consultation]: Object.fromEntries(Object.entries(consultationEventSchemas).map(([type, schema]) => [`consultation.${type}`, schema])),
  [topics.specialReport]: Object.fromEntries(Object.entries(reportEventSchemas).map(([type, schema]) => [`specialReport.${type}`, schema])),
  [topics.calendar]: { 'calendar.loaded': calendarLoadedSchema },
  [topics.deadLetter]: { 'dead-letter': deadLetterSchema },
};

const descriptions: Readonly<Record<Topic, string>> = {
  [topics.appealReceived]: '诉求已受理 An appeal is stored and will not be lost; 渠道补充、撤诉 what its channel adds or asks for later; 诉求人评价 how its appellant rates the answer',
  [topics.appealClassified]: '诉求已梳理 An appeal has its category, jurisdiction and urgency, or says what it is unsure of; 分类更正 a person put another in its place',
  [topics.case]: '案件的每一步 Every step of a case, in the order of `sequence`; what became of a channel\'s request or an appellant\'s rating',
  [topics.supervisionOrder]: '督办单的每一步 Every step of a supervision order; the key is the id of its case',
  [topics.reminder]: '催办已送达 A unit was reminded of a case; the key is the id of the case',
  [topics.commonIssue]: '共性问题的每一步 Every step of a common issue, keyed by its id; 逐件答复 what each of its appeals is answered when it is closed, keyed by the appeal',
  [topics.consultation]: '会商的每一步 Every step of a consultation, keyed by its id',
  [topics.specialReport]: '专题报告的每一步 Every step of a special report, keyed by its id',
  [topics.calendar]: '工作日历 The calendar in force after a year was loaded; the key is `calendar`',
  [topics.deadLetter]: '死信 Records that a consumer could not take, with the reason',
};

/** The AsyncAPI 3.0 document of every topic, made from the same schemas that the services parse with. */
export function buildAsyncApiDocument(version: string) {
  const entries = Object.entries(messagesOf);
  const ingest = ingestPart();
  const schemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { target: 'draft-7', reused: 'inline' });
  return {
    asyncapi: '3.0.0',
    info: { title: '诉桥 Suqiao events', version, description: 'Facts of appeals and cases: CloudEvents 1.0, structured JSON, keyed by appeal id (the calendar by `calendar`). 至少一次投递，按 (source, id) 去重。' },
    defaultContentType: cloudEventsContentType,
    servers: { kafka: { host: '{brokers}', protocol: 'kafka', variables: { brokers: { default: '127.0.0.1:29092', description: 'KAFKA_BROKERS' } } } },
    channels: {
      ...Object.fromEntries(entries.map(([topic, messages]) => [
        topic,
        {
          address: topic, description: descriptions[topic as Topic],
          messages: Object.fromEntries(Object.keys(messages).map((name) => [name, { $ref: `#/components/messages/${name}` }])),
          bindings: { kafka: { topic, bindingVersion: '0.5.0' } },
        },
      ])),
      ...ingest.channels,
    },
    operations: { ...Object.fromEntries(entries.map(([topic]) => [`send-${topic}`, { action: 'send', channel: { $ref: `#/channels/${topic}` } }])), ...ingest.operations },
    components: {
      messages: { ...ingest.messages, ...Object.fromEntries(entries.flatMap(([topic, messages]) => Object.entries(messages).map(([name, schema]) => [
        name,
        {
          name, title: name, contentType: topic === topics.deadLetter ? 'application/json' : cloudEventsContentType,
          payload: schemaOf(schema), bindings: { kafka: { key: { type: 'string', description: topic === topics.deadLetter ? 'dead letter id' : 'appeal id' }, bindingVersion: '0.5.0' } },
        },
      ]))) },
    },
  };
}
