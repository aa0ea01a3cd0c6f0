import { countedOnSchema, daySchema, nameSchema, rateConditionSchema, rateNames, rateNameSchema } from '@suqiao/contracts';
import type { Name, PrintedFormula, RateCondition, RateName, RatePart } from '@suqiao/contracts';
import { z } from 'zod';

const names = z.array(rateConditionSchema).min(1).optional();

/** Holds for a case that meets every name of `all`, one at least of `any`, and none of `none`. */
export const conditionSchema = z
  .strictObject({ all: names, any: names, none: names })
  .refine(({ all, any, none }) => (all ?? any ?? none) !== undefined, { error: 'a condition names at least one of all, any, none' });
export type Condition = z.infer<typeof conditionSchema>;

/**
 * One rate's formula. `numerator` is asked of the denominator's cases only, and a case that meets an exclusion is in
 * neither. In force from `validFrom` until the next version of the same name is.
 */
export const rateFormulaSchema = z.strictObject({
  name: rateNameSchema,
  version: z.int().positive(),
  title: nameSchema,
  source: nameSchema,
  validFrom: daySchema,
  countedOn: countedOnSchema,
  numerator: conditionSchema,
  denominator: conditionSchema,
  exclusions: z.array(rateConditionSchema),
});
export type RateFormula = z.infer<typeof rateFormulaSchema>;

/** A deployment's formulas: each of the three rates, in the order of versions and of days. */
export const rateFormulasSchema = z.array(rateFormulaSchema).superRefine((formulas, context) => {
  for (const name of rateNames) {
    if (!formulas.some((formula) => formula.name === name)) context.addIssue({ code: 'custom', path: [], message: `no formula for ${name}`, input: formulas });
  }
  formulas.forEach((formula, index) => {
    const before = formulas.slice(0, index).findLast(({ name }) => name === formula.name);
    if (before === undefined) return;
    if (before.version >= formula.version) context.addIssue({ code: 'custom', path: [index, 'version'], message: `not above version ${String(before.version)} before it`, input: formula.version });
    if (before.validFrom >= formula.validFrom) context.addIssue({ code: 'custom', path: [index, 'validFrom'], message: `not after ${before.validFrom} of version ${String(before.version)}`, input: formula.validFrom });
  });
});

/** The formulas in force on one day. */
export type FormulasInForce = Readonly<Record<RateName, RateFormula>>;

/**
 * The formulas in force on `day`; before the first version's first day, the first version.
 * @throws RangeError when a rate has no formula, which `rateFormulasSchema` never lets through
 */
export function formulasOn(formulas: readonly RateFormula[], day: string): FormulasInForce {
  const inForce = (wanted: RateName): RateFormula => {
    const versions = formulas.filter(({ name }) => name === wanted);
    const found = versions.findLast(({ validFrom }) => validFrom <= day) ?? versions[0];
    if (found === undefined) throw new RangeError(`there is no formula for ${wanted}`);
    return found;
  };
  return { response: inForce('response'), solution: inForce('solution'), satisfaction: inForce('satisfaction') };
}

/** Whether a case with these conditions meets `condition`. */
export function meets({ all = [], any, none = [] }: Condition, held: ReadonlySet<RateCondition>): boolean {
  return all.every((name) => held.has(name)) && (any === undefined || any.some((name) => held.has(name))) && !none.some((name) => held.has(name));
}

/** The parts of a formula that count a case with these conditions; a case of the numerator is one of the denominator too. */
export function partsOf(formula: RateFormula, held: ReadonlySet<RateCondition>): readonly RatePart[] {
  if (!meets(formula.denominator, held)) return [];
  if (formula.exclusions.some((name) => held.has(name))) return ['excluded'];
  return meets(formula.numerator, held) ? ['numerator', 'denominator'] : ['denominator'];
}

/** The same question as `partsOf`, asked of stored rows whose `field` lists a case's conditions. */
export function partFilter(formula: RateFormula, part: RatePart, field: string): Readonly<Record<string, unknown>> {
  const asked = ({ all, any, none }: Condition) => [
    ...(all === undefined ? [] : [{ [field]: { $all: all } }]),
    ...(any === undefined ? [] : [{ [field]: { $in: any } }]),
    ...(none === undefined ? [] : [{ [field]: { $nin: none } }]),
  ];
  const excluded = { [field]: { [part === 'excluded' ? '$in' : '$nin']: formula.exclusions } };
  return { $and: [...asked(formula.denominator), excluded, ...(part === 'numerator' ? asked(formula.numerator) : [])] };
}

/** What each condition says of a case. */
export const conditionTexts: Readonly<Record<RateCondition, Name>> = {
  dispatched: { zh: '已派单', en: 'dispatched' },
  accepted: { zh: '已签收', en: 'accepted' },
  acceptedInTime: { zh: '已签收且首次签收前无单位签收超期', en: 'accepted, with no unit late to accept before the first acceptance' },
  awaitingAcceptance: { zh: '尚未签收且未超期', en: 'not accepted yet, and no unit late to accept' },
  answered: { zh: '已答复（含阶段性答复）', en: 'answered (an interim answer counts)' },
  firstAnswerInTime: { zh: '首次答复（含阶段性答复）不晚于当时的到期日', en: 'first answered (an interim answer counts) by the due date of that time' },
  answeredInTime: { zh: '现有答复不晚于到期日', en: 'the answer that stands came by the due date' },
  awaitingFirstAnswer: { zh: '尚无答复、未办结且各级未超期', en: 'no answer yet, open, and no level late' },
  closedAsAnswered: { zh: '经答复办结', en: 'closed as answered' },
  withdrawn: { zh: '已撤诉', en: 'withdrawn' },
  merged: { zh: '已并案', en: 'merged into another case' },
  solved: { zh: '已解决', en: 'solved' },
  partlySolved: { zh: '部分解决', en: 'partly solved' },
  explained: { zh: '解释说明', en: 'explained' },
  notSolved: { zh: '未解决', en: 'not solved' },
  solutionUnknown: { zh: '未登记解决情况', en: 'no solution recorded' },
  followedUp: { zh: '已回访', en: 'followed up' },
  satisfied: { zh: '满意', en: 'satisfied' },
  fairlySatisfied: { zh: '基本满意', en: 'fairly satisfied' },
  dissatisfied: { zh: '不满意', en: 'dissatisfied' },
  unreachable: { zh: '回访未接通', en: 'unreachable at the follow-up call' },
  late: { zh: '曾有单位超期', en: 'some unit was late' },
  extended: { zh: '曾延期', en: 'extended' },
  redone: { zh: '曾退改重办', en: 'redone' },
  reopened: { zh: '曾重办', en: 'reopened' },
  confidential: { zh: '保密', en: 'confidential' },
};

const countedOnTexts: Readonly<Record<RateFormula['countedOn'], Name>> = {
  dispatched: { zh: '按首次派单日期（北京时间）计入时期', en: 'placed in the period by the day of the first dispatch (Asia/Shanghai)' },
  closed: { zh: '按办结日期（北京时间）计入时期', en: 'placed in the period by the day of closure (Asia/Shanghai)' },
};

/** A formula in words, made from its conditions, so that what is printed is what is counted. */
export function printFormula(formula: RateFormula): PrintedFormula {
  const { name, version, title, source, validFrom, countedOn } = formula;
  const [numerator, denominator, day] = [textOf(formula.numerator), textOf(formula.denominator), countedOnTexts[countedOn]];
  return {
    name, version, title, source, validFrom, countedOn,
    numerator: { zh: `分母中${numerator.zh}的诉求件数`, en: `Cases of the denominator that are: ${numerator.en}` },
    denominator: { zh: `${denominator.zh}的诉求件数，不含剔除项；${day.zh}`, en: `Cases that are: ${denominator.en}; without the exclusions; ${day.en}` },
    exclusions: formula.exclusions.length === 0 ? { zh: '无', en: 'None' } : joined(formula.exclusions, '、', ', or '),
  };
}

function textOf({ all, any, none }: Condition): Name {
  const parts = [
    ...(all === undefined ? [] : [joined(all, '且', ' and ')]),
    ...(any === undefined ? [] : [joined(any, '或', ' or ')]),
    ...(none === undefined ? [] : [{ zh: `不属于（${joined(none, '、', '').zh}）`, en: `none of (${joined(none, '', ', ').en})` }]),
  ];
  return { zh: parts.map(({ zh }) => zh).join('，且'), en: parts.map(({ en }) => en).join(', and ') };
}

function joined(conditions: readonly RateCondition[], zh: string, en: string): Name {
  const marked = conditions.map((name) => conditionTexts[name]);
  return { zh: marked.map((text) => `「${text.zh}」`).join(zh), en: marked.map((text) => `“${text.en}”`).join(en) };
}
