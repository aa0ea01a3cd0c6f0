import { z } from 'zod';
import { urgencySchema } from './events/appeal-classified';
import { categoryCodeSchema, divisionCodeSchema, instantSchema, unitIdSchema } from './identifiers';
import { divisionKindSchema, levelSchema, unitKindSchema } from './vocabulary';

/** A name in both languages. */
export const nameSchema = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
export type Name = z.infer<typeof nameSchema>;

/** A calendar day `yyyy-mm-dd` in Asia/Shanghai. */
export const daySchema = z.iso.date();

/** An administrative division or a zone, with the days between which its code is valid (`validTo` exclusive; null: open). */
export const divisionSchema = z.strictObject({
  code: divisionCodeSchema,
  name: nameSchema,
  kind: divisionKindSchema,
  parentCode: divisionCodeSchema.nullable(),
  validFrom: daySchema,
  validTo: daySchema.nullable(),
});
export type Division = z.infer<typeof divisionSchema>;

/** A federation or a competent department at one division. */
export const unitSchema = z.strictObject({
  unitId: unitIdSchema,
  name: nameSchema,
  kind: unitKindSchema,
  department: z.string().regex(/^[a-z][a-z-]*$/),
  level: levelSchema,
  divisionCode: divisionCodeSchema,
});
export type Unit = z.infer<typeof unitSchema>;

/** A category of enterprise appeals; a second-level one has a parent. */
export const categorySchema = z.strictObject({
  code: categoryCodeSchema,
  name: nameSchema,
  parentCode: categoryCodeSchema.nullable(),
  description: nameSchema,
});
export type Category = z.infer<typeof categorySchema>;

/**
 * Which department answers a category: the most exact rule wins (second-level category before first, own division before
 * the division above, a rule with a level before one without).
 */
export const routingRuleSchema = z.strictObject({
  category: categoryCodeSchema,
  division: divisionCodeSchema.nullable(),
  level: levelSchema.nullable(),
  department: z.string(),
});
export type RoutingRule = z.infer<typeof routingRuleSchema>;

/** A length of time as a rule states it: working days and office hours run on the calendar, the others on the wall clock. */
export const durationSchema = z.discriminatedUnion('unit', [
  z.strictObject({ unit: z.literal('workingDays'), amount: z.int().nonnegative() }),
  z.strictObject({ unit: z.literal('officeHours'), amount: z.number().nonnegative() }),
  z.strictObject({ unit: z.literal('minutes'), amount: z.number().nonnegative() }),
  z.strictObject({ unit: z.literal('seconds'), amount: z.number().nonnegative() }),
]);
export type Duration = z.infer<typeof durationSchema>;

/**
 * 适用范围: the appeals that a preset is for; `null` in a dimension means all of it. A first-level category code covers its
 * second-level ones.
 */
export const policyScopeSchema = z.strictObject({
  categories: z.array(categoryCodeSchema).min(1).nullable(),
  channels: z.array(z.string().min(1)).min(1).nullable(),
  urgencies: z.array(urgencySchema).min(1).nullable(),
});
export type PolicyScope = z.infer<typeof policyScopeSchema>;

/** How long and how often a rule lets something be put off; what `atMost` measures is the field's to say. */
export const policyAllowanceSchema = z.strictObject({ atMost: durationSchema, times: z.int().positive() });
export type PolicyAllowance = z.infer<typeof policyAllowanceSchema>;

/** A dated, named set of time rules with the document it comes from. None is built in as the truth. */
export const policyPresetSchema = z
  .strictObject({
    name: z.string().regex(/^[a-z][a-z0-9-]*$/),
    version: z.int().positive(),
    ruleSet: z.string().regex(/^[a-z][a-z0-9-]*$/).meta({ description: '规则套: presets of one rule set are in force together and never mix with another\'s' }),
    title: nameSchema,
    source: nameSchema.meta({ description: 'The document, and which figures it leaves to the deployment' }),
    validFrom: daySchema.meta({ description: 'First day in force, Asia/Shanghai' }),
    validTo: daySchema.nullable().meta({ description: 'First day no longer in force; null: open' }),
    appliesTo: policyScopeSchema,
    acceptWithin: durationSchema,
    replyWithin: durationSchema.nullable().meta({ description: '首次回复: from dispatch until the appellant hears from the unit, finally or not; null: no such rule' }),
    resolveWithin: durationSchema.meta({ description: 'From dispatch to the appeal\'s due date' }),
    dueSoonBefore: durationSchema.meta({ description: '黄灯: this long before the due date' }),
    escalatedWithin: z.strictObject({ city: durationSchema, province: durationSchema }).meta({ description: 'What a level gets when a case rises to it' }),
    closeWithin: durationSchema.meta({ description: 'An answered case closes by silence after this' }),
    returnWithin: durationSchema.meta({ description: '退回: a wrong unit may return a case until this long after it was dispatched to it' }),
    extension: policyAllowanceSchema.nullable().meta({
      description: '延期: the whole of the time to resolve becomes at most `atMost`, counted from the same start, in at most `times` extensions; null: none allowed',
    }),
    suspension: policyAllowanceSchema.nullable().meta({ description: '挂起: one suspension lasts at most `atMost`, and there are at most `times` of them; null: none allowed' }),
    jointWithin: durationSchema.meta({ description: '协办: a joint unit\'s own due time, from the request to it' }),
    redoWithin: durationSchema.meta({ description: '重办: from sending an answer back to the next answer\'s due date' }),
    redoAtMost: z.int().nonnegative().meta({ description: 'How many times an answer may be sent back' }),
    reopenWithin: durationSchema.meta({ description: 'A closed case may be reopened until this long after its closure' }),
    qualityCheck: z.enum(['optional', 'required']).meta({ description: '督办质效: whether an answer must pass a check before the case closes' }),
  })
  .refine(({ validFrom, validTo }) => validTo === null || validFrom < validTo, { path: ['validTo'], error: 'policyPreset.neverInForce' })
  .refine(({ resolveWithin, extension }) => extension === null || (extension.atMost.unit === resolveWithin.unit && extension.atMost.amount > resolveWithin.amount), {
    path: ['extension', 'atMost'],
    error: 'policyPreset.extensionNotLonger',
  });
export type PolicyPreset = z.infer<typeof policyPresetSchema>;

/** Working days of one year, from the State Council's yearly notice: holidays off, make-up workdays 调休 on. */
export const calendarYearSchema = z.strictObject({
  year: z.int(),
  holidays: z.array(daySchema),
  makeUpWorkdays: z.array(daySchema),
  source: z.string(),
});
export type CalendarYear = z.infer<typeof calendarYearSchema>;

/** A versioned calendar: the years it covers and the office hours of a working day, in minutes after midnight, Shanghai. */
export const workingCalendarSchema = z.strictObject({
  version: z.string(),
  years: z.array(calendarYearSchema),
  officeHours: z.array(z.strictObject({ fromMinute: z.int(), toMinute: z.int() })),
});
export type WorkingCalendar = z.infer<typeof workingCalendarSchema>;

/** `GET /api/v1/directory/calendar`: the calendar in force and who loaded which year. */
export const calendarViewSchema = workingCalendarSchema
  .extend({
    loads: z.array(
      z.object({
        year: z.int(), source: z.string(), loadedAt: instantSchema, loadedBy: z.string(),
        recountedAt: instantSchema.nullable().meta({ description: 'When every open case had counted its dates anew' }),
      }),
    ),
  })
  .meta({ id: 'Calendar' });
export type CalendarView = z.infer<typeof calendarViewSchema>;
