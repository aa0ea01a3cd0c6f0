import { Body, Param, Query, type PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { ownRules, textOfIssue } from './issue-texts';
import { ProblemError, type FieldFault } from './problem';

/** Where a value came from: faults in a `body` get a JSON Pointer, those in `parameters` the parameter's name. */
export type RequestPart = 'body' | 'parameters';

/** A fault in a body's field at `pointer` by one of Suqiao's own rules. */
export function fieldFault(pointer: string, rule: string): FieldFault {
  return { pointer, rule, detail: ownRules[rule] ?? { 'zh-CN': rule, en: rule } };
}

/** A parameter that breaks one of Suqiao's own rules, as the problem that it is. */
export function wrongParameter(parameter: string, rule: string): ProblemError {
  return new ProblemError('invalid-request', { errors: [{ parameter, rule, detail: fieldFault('', rule).detail }] });
}

/**
 * Checks a request's part.
 * @throws ProblemError `invalid-request` with one entry a wrong field
 */
export function parseRequest<Schema extends z.ZodType>(schema: Schema, value: unknown, where: RequestPart = 'body'): z.output<Schema> {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new ProblemError('invalid-request', { errors: faultsFrom(parsed.error.issues, where) });
}

/** Every issue as a fault, said in both languages; each unknown key is a fault of its own. Empty when there is none. */
export function faultsOf(schema: z.ZodType, value: unknown, where: RequestPart): FieldFault[] {
  return faultsFrom(schema.safeParse(value, { reportInput: true }).error?.issues ?? [], where);
}

function faultsFrom(issues: readonly z.core.$ZodIssue[], where: RequestPart): FieldFault[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ ...fieldFault('', 'field.unknown'), ...placeOf([...issue.path, key], where) }));
    const rule = ownRules[issue.message] === undefined ? issue.code : issue.message;
    return [{ ...placeOf(issue.path, where), rule, detail: textOfIssue(issue) }];
  });
}

function placeOf(path: readonly PropertyKey[], where: RequestPart): Pick<FieldFault, 'pointer'> | { readonly pointer?: never; readonly parameter: string } {
  if (where === 'parameters') return { parameter: path.map(String).join('.') };
  return { pointer: path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('') };
}

/** A Nest pipe that lets through only what a schema allows, as the schema's output. */
class ZodPipe implements PipeTransform<unknown, unknown> {
  constructor(
    private readonly schema: z.ZodType,
    private readonly where: RequestPart,
    private readonly parameter: string | null = null,
  ) {}

  transform(value: unknown): unknown {
    const { parameter } = this;
    if (parameter === null) return parseRequest(this.schema, value, this.where);
    const parsed = this.schema.safeParse(value, { reportInput: true });
    if (parsed.success) return parsed.data;
    throw new ProblemError('invalid-request', { errors: faultsFrom(parsed.error.issues.map((issue) => ({ ...issue, path: [parameter, ...issue.path] })), 'parameters') });
  }
}

/** Parameter decorator: the body as `schema` gives it, else `invalid-request`. */
export const ZodBody = (schema: z.ZodType): ParameterDecorator => Body(new ZodPipe(schema, 'body'));
/** Parameter decorator: the whole query as `schema` gives it, else `invalid-request`. */
export const ZodQuery = (schema: z.ZodType): ParameterDecorator => Query(new ZodPipe(schema, 'parameters'));
/** Parameter decorator: the path parameter `name` as `schema` gives it, else `invalid-request`. */
export const ZodParam = (name: string, schema: z.ZodType): ParameterDecorator => Param(name, new ZodPipe(schema, 'parameters', name));
