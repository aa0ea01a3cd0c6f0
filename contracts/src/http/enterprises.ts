import { z } from 'zod';
import { nameSchema } from '../directory';
import { creditCodeSchema, divisionCodeSchema, instantSchema } from '../identifiers';
import { appealStatusSchema, outcomeSchema } from '../vocabulary';
import { unitReferenceSchema } from '../events/case-parts';
import { writtenText } from './written';
import { pageQueryFields, pageSchema } from './page';

/** 门类 (`C`) or 大类 (`C34`) of GB/T 4754-2017. Whether it exists is the directory's to say. */
export const industryCodeSchema = z.string().regex(/^[A-T](\d{2})?$/, { error: 'industryCode.format' });

/** A section or division of industries; a section's `sectionCode` is its own. */
export const industrySchema = z.strictObject({ code: industryCodeSchema, name: nameSchema, sectionCode: z.string().length(1) }).meta({ id: 'Industry' });
export type Industry = z.infer<typeof industrySchema>;

/** 大型、中型、小型、微型, as 《统计上大中小微型企业划分办法（2017）》 names them. */
export const enterpriseSizes = ['large', 'medium', 'small', 'micro'] as const;
export const enterpriseSizeSchema = z.enum(enterpriseSizes).meta({ description: '规模：large 大型、medium 中型、small 小型、micro 微型' });
export type EnterpriseSize = z.infer<typeof enterpriseSizeSchema>;

/** What an officer writes of an enterprise. A field that is left out is not known. */
export const enterpriseDetailsSchema = z
  .strictObject({
    name: writtenText(2, 200),
    formerNames: z.array(writtenText(2, 200)).max(20).default([]).meta({ description: '曾用名' }),
    divisionCode: divisionCodeSchema.meta({ description: 'Where it is registered or does business, as the federation keeps it' }),
    address: writtenText(2, 300).optional(),
    industryCode: industryCodeSchema.optional(),
    size: enterpriseSizeSchema.optional(),
    isPrivate: z.boolean().optional().meta({ description: '是否民营' }),
    chambers: z.array(writtenText(2, 100)).max(50).default([]).meta({ description: '所属商会' }),
  })
  .meta({ id: 'EnterpriseDetails' });
export type EnterpriseDetails = z.infer<typeof enterpriseDetailsSchema>;

/** `POST /api/v1/enterprises`. One that is there provisionally is confirmed by it. */
export const newEnterpriseSchema = enterpriseDetailsSchema.extend({ creditCode: creditCodeSchema }).meta({ id: 'NewEnterprise' });

/** An enterprise of the register. */
export const enterpriseSchema = z
  .object({
    creditCode: z.string(), name: z.string(), formerNames: z.array(z.string()), divisionCode: divisionCodeSchema, address: z.string().nullable(),
    industryCode: z.string().nullable(), size: enterpriseSizeSchema.nullable(), isPrivate: z.boolean().nullable(), chambers: z.array(z.string()),
    provisional: z.boolean().meta({ description: '待核实: named by an appeal and not confirmed by an officer yet' }),
    version: z.int().positive().meta({ description: 'Also the ETag of the enterprise' }), createdAt: instantSchema, updatedAt: instantSchema,
  })
  .meta({ id: 'Enterprise' });
export type Enterprise = z.infer<typeof enterpriseSchema>;

/** `GET /api/v1/enterprises`: by name. `q` is the beginning of a name, with or without the places in front of it, or of a code. */
export const enterpriseListQuerySchema = z.strictObject({
  q: z.string().trim().min(1).max(100).optional(),
  division: divisionCodeSchema.optional().meta({ description: 'A division and all below it' }),
  industry: industryCodeSchema.optional().meta({ description: 'A section with all its divisions, or one division' }),
  size: enterpriseSizeSchema.optional(),
  isPrivate: z.stringbool().optional(),
  provisional: z.stringbool().optional(),
  ...pageQueryFields,
});
export type EnterpriseListQuery = z.infer<typeof enterpriseListQuerySchema>;
export const enterprisePageSchema = pageSchema(enterpriseSchema).meta({ id: 'EnterprisePage' });
export type EnterprisePage = z.infer<typeof enterprisePageSchema>;

/** One change of an enterprise's entry: who, when, and what it was before. */
export const enterpriseChangeSchema = z.object({ version: z.int(), at: instantSchema, byName: z.string().nullable().meta({ description: 'null: by an appeal' }), before: z.record(z.string(), z.unknown()) });

/** `GET /api/v1/enterprises/{creditCode}`: its counts are those that this reader may see. */
export const enterpriseViewSchema = enterpriseSchema
  .extend({
    appeals: z.object({ total: z.int(), open: z.int(), answered: z.int() }),
    records: z.int().meta({ description: '走访、座谈、问卷、社情民意 in which it takes part; 0 for a reader of no records' }),
    history: z.array(enterpriseChangeSchema).meta({ description: 'The newest first' }),
  })
  .meta({ id: 'EnterpriseView' });
export type EnterpriseView = z.infer<typeof enterpriseViewSchema>;

/** An appeal as an enterprise's page and a record show it, with its state from its case; a merged one's is the case's that goes on. */
export const appealRowSchema = z
  .object({
    appealId: z.uuid(), trackingNumber: z.string(), channel: z.string(), title: z.string(), status: appealStatusSchema, receivedAt: instantSchema,
    unit: unitReferenceSchema.nullable(), dueAt: instantSchema.nullable(), answer: z.string().nullable().meta({ description: 'null until it has passed its check' }),
    outcome: outcomeSchema.nullable(), mergedInto: z.string().nullable().meta({ description: '并案: tracking number of the appeal that goes on' }),
    appellant: z.object({ name: z.string(), contact: z.string().nullable().meta({ description: 'Masked' }), phone: z.string().nullable().meta({ description: 'Masked' }) }),
  })
  .meta({ id: 'AppealRow' });
export type AppealRow = z.infer<typeof appealRowSchema>;
export const enterpriseAppealsQuerySchema = z.strictObject({ ...pageQueryFields });
export const appealRowPageSchema = pageSchema(appealRowSchema).meta({ id: 'AppealRowPage' });
export type AppealRowPage = z.infer<typeof appealRowPageSchema>;
