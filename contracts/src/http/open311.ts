import { z } from 'zod';

/**
 * Open311 GeoReport v2 as its JSON has it. Source: the specification and its service discovery, wiki.open311.org. Names
 * are the standard's, not Suqiao's.
 */

const text = z.string().nullable();

/** `GET services`: one category that an appeal may be put under. */
export const open311ServiceSchema = z
  .object({
    service_code: z.string(), service_name: z.string(), description: z.string(), metadata: z.boolean(), type: z.enum(['realtime', 'batch', 'blackbox']),
    keywords: z.string(), group: z.string(),
  })
  .meta({ id: 'Open311Service' });
export type Open311Service = z.infer<typeof open311ServiceSchema>;

export const open311AttributeSchema = z.object({
  variable: z.boolean(), code: z.string(), datatype: z.enum(['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist']), required: z.boolean(),
  datatype_description: z.string(), order: z.int().positive(), description: z.string(), values: z.array(z.object({ key: z.string(), name: z.string() })).optional(),
});
export type Open311Attribute = z.infer<typeof open311AttributeSchema>;

/** `GET services/{service_code}`: what else an appeal under a category says. */
export const open311DefinitionSchema = z.object({ service_code: z.string(), attributes: z.array(open311AttributeSchema) }).meta({ id: 'Open311Definition' });
export type Open311Definition = z.infer<typeof open311DefinitionSchema>;

/** `GET requests`: one appeal. Instants are RFC 3339 in UTC; `lat` and `long` WGS 84 degrees. */
export const open311RequestSchema = z
  .object({
    service_request_id: z.string().meta({ description: 'The tracking number' }), status: z.enum(['open', 'closed']), status_notes: text.meta({ description: '答复 The answer' }),
    service_name: z.string(), service_code: z.string(), description: text, agency_responsible: text, service_notice: text,
    requested_datetime: z.string(), updated_datetime: z.string(), expected_datetime: z.string().optional().meta({ description: 'Left out until there is a due date' }), address: text, address_id: text, zipcode: text,
    lat: z.number().nullable(), long: z.number().nullable(), media_url: text,
  })
  .meta({ id: 'Open311Request' });
export type Open311Request = z.infer<typeof open311RequestSchema>;

/** The answer to `POST requests`. */
export const open311ReceiptSchema = z.object({ service_request_id: z.string(), service_notice: text, account_id: text }).meta({ id: 'Open311Receipt' });
export type Open311Receipt = z.infer<typeof open311ReceiptSchema>;

/** `GET tokens/{token}`. */
export const open311TokenSchema = z.object({ service_request_id: z.string(), token: z.string() }).meta({ id: 'Open311Token' });
export type Open311Token = z.infer<typeof open311TokenSchema>;

/** Every refusal: a list of these. `code` is the HTTP status. */
export const open311ErrorSchema = z.object({ code: z.int(), description: z.string() }).meta({ id: 'Open311Error' });
export type Open311Error = z.infer<typeof open311ErrorSchema>;

/** `GET discovery`. */
export const open311DiscoverySchema = z
  .object({
    changeset: z.string(), contact: z.string(), key_service: z.string(),
    endpoints: z.array(z.object({ specification: z.string(), url: z.string(), changeset: z.string(), type: z.enum(['production', 'test']), formats: z.array(z.string()) })),
  })
  .meta({ id: 'Open311Discovery' });
export type Open311Discovery = z.infer<typeof open311DiscoverySchema>;

/** What the standard allows at most: days between `start_date` and `end_date`, requests in one answer, characters of a description. */
export const open311Limits = { days: 90, requests: 1000, descriptionLength: 4000 } as const;
