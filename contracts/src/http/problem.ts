import { z } from 'zod';

/** What a reader may ask for by Accept-Language; Chinese where nothing else was asked. */
export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

/** One wrong field: where (JSON Pointer into the body, or a parameter's name), which rule, and the rule in words. */
export const fieldErrorSchema = z.object({
  pointer: z.string().optional().meta({ description: 'JSON Pointer (RFC 6901) into the request body' }),
  parameter: z.string().optional().meta({ description: 'Name of the query, path or header parameter' }),
  rule: z.string(),
  detail: z.string(),
});
export type FieldError = z.infer<typeof fieldErrorSchema>;

/** RFC 9457 problem details, with `errors` field by field and, for a refused command, `state` and `allowed`. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  errors: z.array(fieldErrorSchema).optional(),
  state: z.string().optional(),
  allowed: z.array(z.string()).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

/** Every problem that Suqiao answers with. `type` is `urn:suqiao:problem:<name>`. */
export const problemTypes = [
  'invalid-json', 'invalid-request', 'unauthenticated', 'forbidden', 'not-found', 'method-not-allowed', 'too-large',
  'unsupported-media-type', 'idempotency-key-missing', 'idempotency-key-mismatch', 'idempotency-key-in-flight', 'command-refused',
  'precondition-failed', 'precondition-required',
  'unavailable', 'too-many-requests', 'internal',
] as const;
export type ProblemType = (typeof problemTypes)[number];
