import { z } from 'zod';
import { cloudEventsContentType } from '../envelope';
import { appealSubmittedSchema, ingestTopics } from './ingest';
import { appealAcknowledgedSchema, appealProgressedSchema, appealRefusedSchema } from './ingest-answers';

const parameters = { channel: { description: '渠道 name, as the deployment registered it. 来源以主题为准：代理的访问控制决定谁能写 The brokers\' access list says who may write here; nothing in a payload says who somebody is' } };
const answers = { 'appeal.acknowledged': appealAcknowledgedSchema, 'appeal.refused': appealRefusedSchema, 'appeal.progressed': appealProgressedSchema } as const;
const bindings = (description: string) => ({ kafka: { key: { type: 'string', description }, bindingVersion: '0.5.0' } });

/** The part of the AsyncAPI document that a channel's engineer needs to push appeals through Kafka. */
export function ingestPart() {
  const { submitted, answer } = ingestTopics('{channel}');
  const references = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, { $ref: `#/components/messages/${name}` }]));
  return {
    channels: {
      ingest: { address: submitted, parameters, description: '渠道提交诉求 A channel puts an appeal here. 同一 (source, id) 只成一件诉求，可重发 The same (source, id) is one appeal however often it comes', messages: references(['appeal.submitted']) },
      'ingest-answer': { address: answer, parameters, description: '对提交的答复，以及此后的进展 What became of each request, then each step of the appeal', messages: references(Object.keys(answers)) },
    },
    operations: {
      'receive-appeal': {
        action: 'receive', channel: { $ref: '#/channels/ingest' }, messages: [{ $ref: '#/channels/ingest/messages/appeal.submitted' }],
        reply: { channel: { $ref: '#/channels/ingest-answer' }, messages: ['appeal.acknowledged', 'appeal.refused'].map((name) => ({ $ref: `#/channels/ingest-answer/messages/${name}` })) },
      },
      'send-progress': { action: 'send', channel: { $ref: '#/channels/ingest-answer' }, messages: [{ $ref: '#/channels/ingest-answer/messages/appeal.progressed' }] },
    },
    messages: {
      'appeal.submitted': {
        name: 'appeal.submitted', title: 'appeal.submitted', contentType: cloudEventsContentType, payload: z.toJSONSchema(appealSubmittedSchema, { target: 'draft-7', reused: 'inline', io: 'input' }),
        correlationId: { location: '$message.payload#/id' }, bindings: bindings('Any; records of one key are taken one after the other, and answered under it'),
      },
      ...Object.fromEntries(Object.entries(answers).map(([name, schema]) => [name, {
        name, title: name, contentType: cloudEventsContentType, payload: z.toJSONSchema(schema, { target: 'draft-7', reused: 'inline' }),
        ...(name === 'appeal.progressed' ? { bindings: bindings('appeal id') } : { correlationId: { location: '$message.payload#/causationid' }, bindings: bindings('As the request\'s') }),
      }])),
    },
  };
}
