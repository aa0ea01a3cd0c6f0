import { z } from 'zod';
import { daySchema, nameSchema } from '../directory';
import { unitReferenceSchema } from '../events/case-parts';
import { appealIdSchema, categoryCodeSchema, divisionCodeSchema, instantSchema, unitIdSchema } from '../identifiers';
import { caseStateSchema, levelSchema, outcomeSchema, satisfactionSchema, solutionSchema } from '../vocabulary';
import { pageQueryFields, pageSchema } from './page';

/** 三率: response 响应率, solution 解决率, satisfaction 满意率. */
export const rateNames = ['response', 'solution', 'satisfaction'] as const;
export const rateNameSchema = z.enum(rateNames);
export type RateName = z.infer<typeof rateNameSchema>;

/** What of a rate a list shows. `excluded`: cases that the denominator would count, had the formula not left them out. */
export const rateParts = ['numerator', 'denominator', 'excluded'] as const;
export const ratePartSchema = z.enum(rateParts);
export type RatePart = z.infer<typeof ratePartSchema>;

/** The named conditions of a case that formulas are made of. The set is closed; their order here is their order in answers. */
export const rateConditions = [
  'dispatched', 'accepted', 'acceptedInTime', 'awaitingAcceptance', 'answered', 'firstAnswerInTime', 'answeredInTime', 'awaitingFirstAnswer',
  'closedAsAnswered', 'withdrawn', 'merged', 'solved', 'partlySolved', 'explained', 'notSolved', 'solutionUnknown',
  'followedUp', 'satisfied', 'fairlySatisfied', 'dissatisfied', 'unreachable', 'late', 'extended', 'redone', 'reopened', 'confidential',
] as const;
export const rateConditionSchema = z.enum(rateConditions);
export type RateCondition = z.infer<typeof rateConditionSchema>;

/** Which day of a case places it in a period: that of its first dispatch, or that of its closure. Days are Asia/Shanghai. */
export const countedOnSchema = z.enum(['dispatched', 'closed']);
export type CountedOn = z.infer<typeof countedOnSchema>;

export const rateDimensions = ['unit', 'level', 'division', 'category', 'channel', 'period'] as const;
export type RateDimension = (typeof rateDimensions)[number];
export const periodUnitSchema = z.enum(['day', 'month', 'quarter']);
export type PeriodUnit = z.infer<typeof periodUnitSchema>;

const filterFields = {
  by: z.enum(rateDimensions).default('division').meta({ description: 'What a row stands for. unit, level: who had the case on the day of `asOf`; division, category: the next below the one asked for' }),
  periodUnit: periodUnitSchema.default('month').meta({ description: 'Length of a row\'s period, with by=period' }),
  division: divisionCodeSchema.optional().meta({ description: 'A division and all below it' }),
  level: levelSchema.optional(),
  category: categoryCodeSchema.optional().meta({ description: 'A category and those below it' }),
  channel: z.string().min(1).max(64).optional(),
  unitId: unitIdSchema.optional(),
  from: daySchema.optional().meta({ description: 'First day of the period; 1 January of the year of `to` unless given' }),
  to: daySchema.optional().meta({ description: 'Last day of the period; `asOf` unless given' }),
  asOf: daySchema.optional().meta({ description: 'What was known at the end of this day, Asia/Shanghai; today unless given' }),
};

/** `GET /api/v1/supervision/rates`. */
export const ratesQuerySchema = z.strictObject(filterFields);
export type RatesQuery = z.infer<typeof ratesQuerySchema>;

/** `GET /api/v1/supervision/rates/cases`: the cases behind one figure. Without `key`: behind a figure of `total`. */
export const rateCasesQuerySchema = z.strictObject({
  rate: rateNameSchema,
  part: ratePartSchema,
  key: z.string().min(1).max(64).optional().meta({ description: 'A row\'s `key`' }),
  ...filterFields,
  ...pageQueryFields,
});
export type RateCasesQuery = z.infer<typeof rateCasesQuerySchema>;

/** Counts of cases and their quotient; `rate` is null where the denominator is 0. */
export const rateFigureSchema = z
  .object({ numerator: z.int().nonnegative(), denominator: z.int().nonnegative(), excluded: z.int().nonnegative(), rate: z.number().min(0).max(1).nullable() })
  .meta({ id: 'RateFigure' });
export type RateFigure = z.infer<typeof rateFigureSchema>;

const figuresFields = {
  cases: z.int().nonnegative().meta({ description: 'Cases first dispatched in the period, whatever became of them' }),
  response: rateFigureSchema,
  solution: rateFigureSchema,
  satisfaction: rateFigureSchema,
};
export const ratesTotalSchema = z.object(figuresFields).meta({ id: 'RatesTotal' });
export type RatesTotal = z.infer<typeof ratesTotalSchema>;

/** A row: `key` is what `/rates/cases` takes. */
export const ratesRowSchema = z.object({ key: z.string(), name: nameSchema, ...figuresFields }).meta({ id: 'RatesRow' });
export type RatesRow = z.infer<typeof ratesRowSchema>;

/** A formula as an answer prints it. The words are made from the very conditions that are counted. */
export const printedFormulaSchema = z
  .object({
    name: rateNameSchema, version: z.int().positive(), title: nameSchema, numerator: nameSchema, denominator: nameSchema, exclusions: nameSchema,
    countedOn: countedOnSchema, source: nameSchema.meta({ description: 'The document, or who chose it' }), validFrom: daySchema,
  })
  .meta({ id: 'RateFormula' });
export type PrintedFormula = z.infer<typeof printedFormulaSchema>;

export const ratesSchema = z
  .object({
    asOf: daySchema,
    final: z.boolean().meta({ description: 'true: the day is over, and these figures stay as they are for ever' }),
    from: daySchema,
    to: daySchema,
    formulas: z.array(printedFormulaSchema),
    rows: z.array(ratesRowSchema),
    total: ratesTotalSchema.meta({ description: 'All cases, also those of rows that were cut off' }),
    truncated: z.boolean().meta({ description: 'true: there are more rows than the answer shows' }),
  })
  .meta({ id: 'Rates' });
export type Rates = z.infer<typeof ratesSchema>;

/** A case as it was known at the end of the day asked for, with the conditions that it met. */
export const ratedCaseSchema = z
  .object({
    caseId: appealIdSchema, trackingNumber: z.string(), title: z.string(), appellantName: z.string(), channel: z.string(), confidential: z.boolean(),
    categoryCode: categoryCodeSchema.nullable(), divisionCode: divisionCodeSchema, level: levelSchema, state: caseStateSchema, unit: unitReferenceSchema,
    sequence: z.int().positive(), dispatchedAt: instantSchema, firstAcceptedAt: instantSchema.nullable(), firstAnsweredAt: instantSchema.nullable(),
    answeredAt: instantSchema.nullable(), closedAt: instantSchema.nullable(), dueAt: instantSchema, outcome: outcomeSchema.nullable(),
    solution: solutionSchema.nullable(), satisfaction: satisfactionSchema.nullable(), conditions: z.array(rateConditionSchema),
  })
  .meta({ id: 'RatedCase' });
export type RatedCase = z.infer<typeof ratedCaseSchema>;

/** `total` equals the figure. `withheld` of them are confidential and not shown to this reader. */
export const rateCasesPageSchema = pageSchema(ratedCaseSchema)
  .extend({ asOf: daySchema, final: z.boolean(), withheld: z.int().nonnegative() })
  .meta({ id: 'RateCasesPage' });
export type RateCasesPage = z.infer<typeof rateCasesPageSchema>;
