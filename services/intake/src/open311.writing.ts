import { languageOf } from '@suqiao/infra/http';
import { XMLBuilder } from 'fast-xml-parser';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The element of each list. Source: the standard's XML; its JSON is the same without the elements' names (Spark convention). */
const elements: Readonly<Record<string, string>> = {
  services: 'service', attributes: 'attribute', values: 'value', service_requests: 'request', errors: 'error', endpoints: 'endpoint', formats: 'format',
};

const builder = new XMLBuilder({ suppressEmptyNode: true, processEntities: true, format: true });
/** What XML 1.0 has no place for, not even escaped. */
const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** A JSON value as Open311's XML under `root`; what XML cannot hold becomes U+FFFD. */
export function xmlOf(root: string, value: unknown): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${builder.build({ [root]: nodeOf(root, value) })}`;
}

function nodeOf(name: string, value: unknown): unknown {
  if (Array.isArray(value)) {
    const element = elements[name] ?? 'item';
    return { [element]: value.map((item) => nodeOf(element, item)) };
  }
  if (typeof value === 'string') return value.replaceAll(unwritable, '\ufffd');
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, nodeOf(key, inner)]));
}

/** Sends `value` in the format that the path asks for by its ending, XML where it names none. */
export function sendOpen311(request: FastifyRequest, reply: FastifyReply, root: string, value: unknown): FastifyReply {
  const isJson = /\.json(\?|$)/.test(request.url);
  reply.header('vary', 'Accept-Language').header('content-language', languageOf(request.headers['accept-language']));
  return isJson ? reply.type('application/json; charset=utf-8').send(JSON.stringify(value)) : reply.type('text/xml; charset=utf-8').send(xmlOf(root, value));
}
