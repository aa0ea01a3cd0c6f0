/**
 * JSON Schemas of what Open311 answers, written from the field tables of the GeoReport v2 specification and of its service
 * discovery: which fields there are, which values they may have, which may be left empty. Stricter than the specification
 * in one thing: a field that it does not name is refused, as it advises.
 */
const text = { type: 'string', minLength: 1 };
const maybe = (schema: object) => ({ anyOf: [schema, { type: 'null' }] });
const instant = { type: 'string', format: 'date-time', pattern: '(Z|[+-]\\d{2}:\\d{2})$' };
const record = (properties: Readonly<Record<string, object>>, optional: readonly string[] = []) => ({
  type: 'object', properties, additionalProperties: false, required: Object.keys(properties).filter((name) => !optional.includes(name)),
});
const list = (items: object) => ({ type: 'array', items });

export const servicesSchema = list(record({
  service_code: text, service_name: text, description: maybe({ type: 'string' }), metadata: { type: 'boolean' }, type: { enum: ['realtime', 'batch', 'blackbox'] },
  keywords: maybe({ type: 'string' }), group: maybe({ type: 'string' }),
}));

export const definitionSchema = record({
  service_code: text,
  attributes: list(record({
    variable: { type: 'boolean' }, code: text, datatype: { enum: ['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist'] }, required: { type: 'boolean' },
    datatype_description: maybe({ type: 'string' }), order: { type: 'integer', minimum: 1 }, description: text, values: list(record({ key: text, name: text })),
  }, ['values'])),
});

export const requestsSchema = list(record({
  service_request_id: text, status: { enum: ['open', 'closed'] }, status_notes: maybe(text), service_name: text, service_code: text,
  description: maybe({ type: 'string', maxLength: 4000 }), agency_responsible: maybe(text), service_notice: maybe(text),
  requested_datetime: instant, updated_datetime: instant, expected_datetime: instant, address: maybe(text), address_id: maybe(text), zipcode: maybe(text),
  lat: maybe({ type: 'number', minimum: -90, maximum: 90 }), long: maybe({ type: 'number', minimum: -180, maximum: 180 }), media_url: maybe({ type: 'string', format: 'uri' }),
}, ['expected_datetime']));

export const receiptsSchema = { ...list(record({ service_request_id: text, service_notice: maybe(text), account_id: maybe(text) })), minItems: 1, maxItems: 1 };
export const tokensSchema = { ...list(record({ service_request_id: text, token: text })), minItems: 1, maxItems: 1 };
export const errorsSchema = { ...list(record({ code: { type: 'integer', minimum: 400, maximum: 599 }, description: text })), minItems: 1 };

export const discoverySchema = record({
  changeset: text, contact: text, key_service: text,
  endpoints: { ...list(record({ specification: text, url: { type: 'string', format: 'uri' }, changeset: text, type: { enum: ['production', 'test'] }, formats: list({ enum: ['text/xml', 'application/json'] }) })), minItems: 1 },
});
