import { readFileSync } from 'node:fs';
import { rateFormulasSchema, type RateFormula } from './domain/rate-formulas';
import { shippedFormulas } from './domain/shipped-formulas';

/** Injection token of the deployment's formulas, `readonly RateFormula[]`. */
export const RATE_FORMULAS = Symbol('formulas of the rates');

/**
 * The formulas in the JSON file that RATE_FORMULAS names; the shipped ones without it.
 * @throws Error when the file can't be read or is not a set of formulas: which fields, and what is wrong with each
 */
export function rateFormulas(environment: NodeJS.ProcessEnv): readonly RateFormula[] {
  const path = environment['RATE_FORMULAS'];
  if (path === undefined || path === '') return shippedFormulas;
  const parsed = rateFormulasSchema.safeParse(jsonOf(path));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.map(String).join('.') || '(the set)'}: ${issue.message}`);
  throw new Error(`RATE_FORMULAS names ${path}, which is not a set of formulas: ${faults.join('; ')}`);
}

function jsonOf(path: string): unknown {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return parsed;
  } catch (error) {
    throw new Error(`RATE_FORMULAS names ${path}, which is not a readable JSON file`, { cause: error });
  }
}
