import { z } from 'zod';
import { routingRuleSchema } from '../directory';
import { unitReferenceSchema } from '../events/case-parts';
import { categoryCodeSchema, divisionCodeSchema, instantSchema } from '../identifiers';
import { levelSchema } from '../vocabulary';

const nameSchema = z.object({ zh: z.string(), en: z.string() });

/** `GET /api/v1/directory/routing`: the rules in force, and the departments that a rule may name. */
export const routingSchema = z
  .object({ items: z.array(routingRuleSchema), departments: z.array(z.object({ code: z.string(), name: nameSchema })) })
  .meta({ id: 'Routing' });
export type Routing = z.infer<typeof routingSchema>;

/** `POST /api/v1/directory/routing/dry-run`: where past appeals would have gone first under other rules. Nothing is changed. */
export const newDryRunSchema = z
  .strictObject({
    rules: z.array(routingRuleSchema).min(1).max(2000).meta({ description: 'The whole set that is tried' }),
    last: z.int().min(1).max(5000).default(1000).meta({ description: 'How many of the newest appeals are looked at' }),
  })
  .meta({ id: 'NewRoutingDryRun' });

/** How many moved appeals a dry run names; `moved` counts them all. */
export const mostMovesShown = 200;
export const dryRunSchema = z
  .object({
    looked: z.int().meta({ description: 'Appeals looked at: the newest' }),
    moved: z.int().meta({ description: 'Those of them that would have gone to another unit' }),
    flows: z.array(z.object({ from: unitReferenceSchema, to: unitReferenceSchema, appeals: z.int() })).meta({ description: 'From which unit to which, the largest first' }),
    items: z.array(z.object({
      caseId: z.string(), trackingNumber: z.string(), title: z.string(), receivedAt: instantSchema, categoryCode: categoryCodeSchema.nullable(), divisionCode: divisionCodeSchema, level: levelSchema,
      from: unitReferenceSchema, to: unitReferenceSchema,
    })),
    truncated: z.boolean().meta({ description: `More moved than \`items\` or \`flows\` shows (${String(mostMovesShown)})` }),
  })
  .meta({ id: 'RoutingDryRun' });
export type DryRun = z.infer<typeof dryRunSchema>;
