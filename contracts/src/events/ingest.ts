import { z } from 'zod';
import { newAppealSchema } from '../http/appeals';
import { channelNameSchema } from '../http/channels';
import { languages } from '../http/problem';

/** Where a channel puts its appeals, and where the answers go. The brokers' access list says who may write and read which. */
export function ingestTopics(channel: string): { readonly submitted: string; readonly answer: string } {
  return { submitted: `suqiao.ingest.${channel}`, answer: `suqiao.ingest-answer.${channel}` };
}

/** Whether a topic is one on which a channel puts its appeals; that of its answers is none. */
export function isIngestTopic(topic: string): boolean {
  const start = ingestTopics('').submitted;
  return topic.startsWith(start) && channelNameSchema.safeParse(topic.slice(start.length)).success;
}

/** Retention of the topics of a channel: as long as that of facts. */
export const ingestRetentionInMs = 14 * 24 * 3600 * 1000;

/** What names a request: enough for an answer, whatever else is wrong with it. CloudEvents asks for both. */
export const ingestRequestSchema = z.looseObject({ id: z.string().min(1).max(200), source: z.string().min(1).max(500) });

/**
 * `appeal.submitted`, published by a channel: CloudEvents 1.0, structured JSON. Its channel is that of the topic; what `data`
 * may say is what `POST /api/v1/appeals` takes. Other extension attributes are allowed and ignored.
 */
const attributes = ingestRequestSchema.extend({
  specversion: z.literal('1.0'),
  id: z.string().min(1).max(200).meta({ description: 'With source: the same request for ever, however often it comes' }),
  source: z.string().min(1).max(500).meta({ description: 'URI-reference of the channel\'s system' }),
  type: z.literal('appeal.submitted'),
  time: z.iso.datetime({ offset: true }).optional(),
  datacontenttype: z.literal('application/json').optional(),
  language: z.enum(languages).optional().meta({ description: 'Extension: in which a refusal is told; zh-CN unless told' }),
  traceparent: z.string().max(100).optional(),
});
/** The request's frame; its data are intake's to check, as those of a posted appeal. */
export const submittedFrameSchema = attributes.extend({ data: z.unknown().refine((data) => data !== undefined, { error: 'data.missing' }) });
export const appealSubmittedSchema = attributes.extend({ data: z.strictObject(newAppealSchema.shape) });
export type AppealSubmitted = z.infer<typeof appealSubmittedSchema>;
