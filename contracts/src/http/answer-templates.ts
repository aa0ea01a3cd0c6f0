import { z } from 'zod';
import { instantSchema } from '../identifiers';
import { writtenText } from './written';

/** A person keeps at most so many. */
export const mostAnswerTemplates = 200;

/** `POST /api/v1/answer-templates`. */
export const newAnswerTemplateSchema = z
  .strictObject({ name: writtenText(1, 60), text: writtenText(2, 10_000), shared: z.boolean().default(false).meta({ description: 'true: colleagues of the same unit, or of the division where there is none, may use it' }) })
  .meta({ id: 'NewAnswerTemplate' });
export type NewAnswerTemplate = z.infer<typeof newAnswerTemplateSchema>;

/** 答复模板: a text that answers begin with. */
export const answerTemplateSchema = z.object({ templateId: z.uuid(), name: z.string(), text: z.string(), shared: z.boolean(), mine: z.boolean(), byName: z.string(), savedAt: instantSchema }).meta({ id: 'AnswerTemplate' });
export type AnswerTemplate = z.infer<typeof answerTemplateSchema>;
export const answerTemplatesSchema = z.object({ items: z.array(answerTemplateSchema) }).meta({ id: 'AnswerTemplates' });
