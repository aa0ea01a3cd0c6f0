import { z } from 'zod';
import type { LinearModel } from './linear-model';
import type { Machine } from './linear-machine';

/** A model as it is kept in a file: weights in steps of `scale`, one byte each, in base64, label after label. */
export const storedModelSchema = z.strictObject({
  version: z.string(),
  steepness: z.number().positive(),
  features: z.array(z.string().min(2)),
  inverseDocumentFrequencies: z.array(z.number().positive()),
  machines: z.array(z.strictObject({ label: z.string(), bias: z.number(), scale: z.number().positive(), weights: z.base64() })),
});
export type StoredModel = z.infer<typeof storedModelSchema>;

/** The model as kept in a file; a weight loses what is below 1/127 of its machine's greatest. */
export function storeModel(model: LinearModel): StoredModel {
  return {
    version: model.version,
    steepness: round(model.steepness),
    features: [...model.vocabulary.places.keys()],
    inverseDocumentFrequencies: Array.from(model.vocabulary.inverseDocumentFrequencies, round),
    machines: model.machines.map(({ weights, bias }, at) => {
      const scale = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 1e-9) / 127;
      const bytes = Int8Array.from(weights, (weight) => Math.round(weight / scale));
      return { label: model.labels[at] ?? '', bias: round(bias), scale, weights: Buffer.from(bytes.buffer).toString('base64') };
    }),
  };
}

/**
 * The model that a file holds.
 * @throws RangeError when a machine's weights are not one a feature
 */
export function restoreModel(stored: StoredModel): LinearModel {
  const machines = stored.machines.map(({ label, bias, scale, weights }): Machine => {
    const bytes = new Int8Array(Buffer.from(weights, 'base64'));
    if (bytes.length !== stored.features.length) throw new RangeError(`the weights of ${label} are ${String(bytes.length)}, the features ${String(stored.features.length)}`);
    return { bias, weights: Float64Array.from(bytes, (step) => step * scale) };
  });
  return {
    version: stored.version, steepness: stored.steepness, machines,
    labels: stored.machines.map(({ label }) => label),
    vocabulary: { places: new Map(stored.features.map((feature, place) => [feature, place])), inverseDocumentFrequencies: Float64Array.from(stored.inverseDocumentFrequencies) },
  };
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
