import { createHash } from 'node:crypto';
import { appealProgressedSchema, type AppealAcknowledged, type AppealProgressed, type AppealRefused, type CaseEvent, type Problem } from '@suqiao/contracts';

/** What names a request on a channel's topic: its attributes, and the record's key. */
export interface IngestRequest {
  readonly id: string;
  readonly source: string;
  readonly key: string | null;
}

/** Of fixed length whatever a channel takes as its ids; the same request has the same for ever. */
function fingerprintOf({ id, source }: IngestRequest): string {
  return createHash('sha256').update(JSON.stringify([source, id])).digest('hex').slice(0, 40);
}

/** The idempotency key of a request: what comes twice is one appeal. */
export function keyOf(request: IngestRequest): string {
  return `ingest:${fingerprintOf(request)}`;
}

/** What all answers to a request have in common. The same request is answered under the same id. */
function envelopeOf(request: IngestRequest, subject: string, now: Date) {
  return {
    specversion: '1.0', id: `answer:${fingerprintOf(request)}`, source: '/suqiao/intake', subject, time: now.toISOString(), datacontenttype: 'application/json',
    partitionkey: request.key === null || request.key === '' ? request.id : request.key, causationid: request.id, causationsource: request.source,
  } as const;
}

/** The appeal is stored. */
export function acknowledged(request: IngestRequest, data: AppealAcknowledged['data'], now: Date): AppealAcknowledged {
  return { ...envelopeOf(request, data.id, now), type: 'appeal.acknowledged', dataschema: 'urn:suqiao:schema:appeal.acknowledged:1', data };
}

/** Nothing was stored, and why. */
export function refused(request: IngestRequest, problem: Problem, now: Date): AppealRefused {
  return { ...envelopeOf(request, request.id, now), type: 'appeal.refused', dataschema: 'urn:suqiao:schema:appeal.refused:1', data: { problem } };
}

/** A step of an appeal, once a case event: `data` as of `progressOf`. */
export function progressed({ id, subject, time, sequence, partitionkey }: CaseEvent, data: AppealProgressed['data']): AppealProgressed {
  return appealProgressedSchema.parse({
    specversion: '1.0', id: `${id}:progressed`, source: '/suqiao/intake', type: 'appeal.progressed', subject, time, datacontenttype: 'application/json',
    dataschema: 'urn:suqiao:schema:appeal.progressed:1', sequence, partitionkey, data,
  });
}
