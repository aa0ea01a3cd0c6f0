import { z } from 'zod';
import { nameSchema } from '../directory';
import { appealIdSchema, categoryCodeSchema, instantSchema } from '../identifiers';
import { levelSchema, satisfactionSchema } from '../vocabulary';
import { pageQueryFields, pageSchema } from './page';
import { writtenText } from './written';

const daySchema = z.iso.date();

/** A policy as an analyst enters it. The text is a summary in one's own words; the document itself is at its source. */
export const policyDetailsSchema = z
  .strictObject({
    title: writtenText(2, 200), number: writtenText(1, 60).nullable().meta({ description: '文号, such as 国令第783号; null where it has none' }), issuer: writtenText(2, 100),
    sourceUrl: z.url({ protocol: /^https?$/ }).max(500), validFrom: daySchema, validTo: daySchema.nullable().meta({ description: 'Last day in force; null while it is open' }),
    categories: z.array(categoryCodeSchema).max(30).meta({ description: 'What it is about: categories of either level' }), text: writtenText(10, 4000),
  })
  .refine(({ validFrom, validTo }) => validTo === null || validFrom <= validTo, { error: 'policy.ended', path: ['validTo'] });
export type PolicyDetails = z.infer<typeof policyDetailsSchema>;

/** A policy in the library. `version` is its ETag. */
export const policySchema = z.object({ policyId: z.string(), ...policyDetailsSchema.shape, version: z.int().positive(), changedAt: instantSchema, changedByName: z.string().nullable().meta({ description: 'null: came with Suqiao' }) }).meta({ id: 'Policy' });
export type Policy = z.infer<typeof policySchema>;

/** `GET /api/v1/insight/policies`: the newest in force first. */
export const policyListQuerySchema = z.strictObject({ category: categoryCodeSchema.optional().meta({ description: 'A category, or one above or below it' }), ...pageQueryFields });
export type PolicyListQuery = z.infer<typeof policyListQuerySchema>;
export const policyPageSchema = pageSchema(policySchema).meta({ id: 'PolicyPage' });
export type PolicyPage = z.infer<typeof policyPageSchema>;

/** Why something is shown to a case's handler: how alike (0 to 1), the words that both have, and the category if they share it. */
const whySchema = { likeness: z.number().min(0).max(1), words: z.array(z.string()), categoryCode: categoryCodeSchema.nullable() };

/** An answered case that is like the one at hand. Within the reader's jurisdiction it is named; elsewhere in the province only its answer is told. */
export const answeredCaseSchema = z
  .object({
    case: z.object({ caseId: appealIdSchema, trackingNumber: z.string(), title: z.string() }).nullable().meta({ description: 'null: outside the reader\'s jurisdiction' }),
    unitName: nameSchema, level: levelSchema, answer: z.string().meta({ description: 'Without the appellant\'s name, telephones, identity and credit codes, mail addresses' }),
    satisfaction: satisfactionSchema.nullable(), closedAt: instantSchema, ...whySchema,
  })
  .meta({ id: 'AnsweredCase' });
export type AnsweredCase = z.infer<typeof answeredCaseSchema>;

/** A policy that applies to the case at hand. */
export const applyingPolicySchema = z.object({ ...policySchema.shape, ...whySchema }).meta({ id: 'ApplyingPolicy' });
export type ApplyingPolicy = z.infer<typeof applyingPolicySchema>;

/** `GET /api/v1/insight/cases/{id}/knowledge`: at most five of each, the most alike first. */
export const caseKnowledgeSchema = z.object({ answered: z.array(answeredCaseSchema), policies: z.array(applyingPolicySchema) }).meta({ id: 'CaseKnowledge' });
export type CaseKnowledge = z.infer<typeof caseKnowledgeSchema>;
