import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { levelSchema, roleSchema } from '@suqiao/contracts';
import { z } from 'zod';

const storedSchema = z.object({
  channels: z.record(z.string(), z.string()),
  users: z.array(z.object({
    username: z.string(), password: z.string(), name: z.string(), role: roleSchema, level: levelSchema, divisionCode: z.string(), unitId: z.string().nullable(),
    token: z.string().nullable().optional(),
  })),
});
/** Sample credentials as they lie in `credentials.json`: channel keys by name, people with password and token. */
export type StoredCredentials = z.infer<typeof storedSchema>;

/** Reads them; empty before the first start. In a file of its own, so that who only reads loads no issuer. */
export function storedCredentials(stateDir: string): StoredCredentials {
  const file = join(stateDir, 'credentials.json');
  return existsSync(file) ? storedSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : { channels: {}, users: [] };
}
