import { z } from 'zod';
import { appealClassifiedSchema } from './appeal-classified';
import { appealReceivedSchema } from './appeal-received';
import { caseEventSchema } from './case';

export * from './appeal-received';
export * from './appeal-classified';
export * from './case';
export * from './dead-letter';

/** Any fact that Suqiao publishes. */
export const suqiaoEventSchema = z.discriminatedUnion('type', [appealReceivedSchema, appealClassifiedSchema, caseEventSchema]);
export type SuqiaoEvent = z.infer<typeof suqiaoEventSchema>;
