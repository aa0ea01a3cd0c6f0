import { z } from 'zod';
import { daySchema, nameSchema } from '../directory';
import { categoryCodeSchema, divisionCodeSchema } from '../identifiers';
import { caseStateSchema, levelSchema, outcomeSchema } from '../vocabulary';
import { figureSchema } from './common-issues';
import { writtenText } from './written';

/** The longest period that is analysed at once, in days. */
export const longestPeriodInDays = 1100;
export const trendSteps = ['day', 'week', 'month'] as const;
export const analysisFormats = ['csv', 'xlsx', 'parquet'] as const;
export const analysisFormatSchema = z.enum(analysisFormats);
export type AnalysisFormat = z.infer<typeof analysisFormatSchema>;

/** `GET /api/v1/insight/analysis`: everything is counted of the appeals that meet all of it. */
export const analysisQuerySchema = z.strictObject({
  from: daySchema.optional().meta({ description: 'The first day, Asia/Shanghai; a year before `to` unless given' }),
  to: daySchema.optional().meta({ description: 'The last day, included; today unless given' }),
  division: divisionCodeSchema.optional().meta({ description: 'A division and all below it; the reader\'s unless given' }),
  category: categoryCodeSchema.optional().meta({ description: 'A category and those below it' }),
  channel: z.string().max(100).optional(),
  level: levelSchema.optional(),
  state: caseStateSchema.optional().meta({ description: 'Of the case' }),
  outcome: outcomeSchema.optional(),
  open: z.stringbool().optional().meta({ description: 'true: those that have not ended' }),
  issue: z.uuid().optional().meta({ description: 'A common issue: its appeals only' }),
});
export type AnalysisQuery = z.infer<typeof analysisQuerySchema>;

const placeSchema = figureSchema.extend({ divisionCode: divisionCodeSchema.nullable().meta({ description: 'null: those of which no division is known' }), name: nameSchema, directly: z.boolean().meta({ description: 'true: at the division itself, not below it' }) });
const categorySchema = figureSchema.extend({ categoryCode: categoryCodeSchema.nullable(), name: nameSchema });

/** The figures of a question. Every one has the list of exactly its appeals. Confidential appeals are in none. */
export const analysisSchema = z
  .object({
    from: daySchema, to: daySchema, at: z.iso.datetime(),
    division: z.object({ code: divisionCodeSchema, name: nameSchema }),
    issue: z.object({ issueId: z.uuid(), name: z.string() }).nullable().meta({ description: 'The common issue that was asked for' }),
    total: figureSchema,
    enterprises: figureSchema.meta({ description: 'The list has the latest appeal of each' }),
    step: z.enum(trendSteps),
    trend: z.array(figureSchema.extend({ from: daySchema.meta({ description: 'First day of the step, also where the period begins later' }) })).meta({ description: 'Every step of the period, the oldest first, empty ones too' }),
    days: z.array(figureSchema.extend({ day: daySchema })).meta({ description: 'Days that had any, the oldest first' }),
    places: z.array(placeSchema).meta({ description: 'The divisions one below the asked one, the most first; with the rest they add up to the total' }),
    categories: z.array(categorySchema.extend({ below: z.array(categorySchema) })).meta({ description: 'First-level classes, the most first, each with those below it' }),
    channels: z.array(figureSchema.extend({ channel: z.string() })),
    arrivals: z.array(figureSchema.extend({ channel: z.string(), level: levelSchema.nullable().meta({ description: 'The level that has the case; null: not dispatched yet' }) })),
    endings: z.array(figureSchema.extend({ level: levelSchema.nullable(), outcome: outcomeSchema.nullable().meta({ description: 'null: open' }) })),
  })
  .meta({ id: 'Analysis' });
export type Analysis = z.infer<typeof analysisSchema>;

/** A person keeps at most so many. */
export const mostAnalysisViews = 100;

/** `POST /api/v1/insight/analysis-views`. */
export const newAnalysisViewSchema = z.strictObject({
  name: writtenText(1, 60),
  query: z.string().max(500).meta({ description: 'Of `GET /api/v1/insight/analysis`; without `from` and `to` it moves on with the days' }),
  shared: z.boolean().default(false).meta({ description: 'true: colleagues of the same division and unit may open it' }),
}).meta({ id: 'NewAnalysisView' });
export type NewAnalysisView = z.infer<typeof newAnalysisViewSchema>;

/** A saved question. */
export const analysisViewSchema = z.object({ viewId: z.uuid(), name: z.string(), query: z.string(), shared: z.boolean(), mine: z.boolean(), byName: z.string(), savedAt: z.iso.datetime() }).meta({ id: 'AnalysisView' });
export type AnalysisView = z.infer<typeof analysisViewSchema>;
export const analysisViewsSchema = z.object({ items: z.array(analysisViewSchema) }).meta({ id: 'AnalysisViews' });
