import type { Name, PolicyPreset, Urgency } from '@suqiao/contracts';

/** What the choice of time rules looks at. `at` counts as a day of Asia/Shanghai; a second-level category names its parent. */
export interface PolicyQuestion {
  readonly categoryCode: string | null;
  readonly parentCategoryCode: string | null;
  readonly channel: string;
  readonly urgency: Urgency;
  readonly at: Date;
}

/** The preset chosen, and why in words for both languages. */
export interface PolicyChoice {
  readonly preset: PolicyPreset;
  readonly because: Name;
}

/** Two presets fit an appeal equally well. Order in a file is no reason, so nobody chooses until the data says which. */
export class AmbiguousPolicyError extends Error {
  override readonly name = 'AmbiguousPolicyError';
  constructor(readonly one: string, readonly other: string) {
    super(`two policy presets fit equally: ${one} and ${other}; narrow appliesTo or date one of them`);
  }
}

type CategoryFit = 'second' | 'first' | 'all';

interface Fit {
  readonly preset: PolicyPreset;
  readonly dimensions: number;
  readonly category: CategoryFit;
}

/**
 * The time rules for an appeal, among the presets in force on its day in the default's rule set: the one that names most
 * dimensions (category, channel, urgency), then a second-level category over a first-level one, then the later `validFrom`.
 * None fits: the default itself, even out of its dates, because a case without a due date would be worse; the reason says so.
 * @throws RangeError when no preset has the default's name
 * @throws AmbiguousPolicyError when two fit equally
 */
export function choosePolicy(presets: readonly PolicyPreset[], question: PolicyQuestion, defaultName: string): PolicyChoice {
  const day = shanghaiDay(question.at);
  const fallback = defaultPreset(presets, defaultName, day);
  const fits = presets
    .filter((preset) => preset.ruleSet === fallback.ruleSet && inForce(preset, day))
    .flatMap((preset) => fitOf(preset, question) ?? [])
    .sort(closestFirst);
  const [best, next] = fits;
  if (best === undefined) return { preset: fallback, because: defaultReason(fallback, day) };
  if (next !== undefined && closestFirst(best, next) === 0) throw new AmbiguousPolicyError(versioned(best.preset), versioned(next.preset));
  return { preset: best.preset, because: reason(best, question, day) };
}

/** The default's version in force on the day, or else its newest one. */
function defaultPreset(presets: readonly PolicyPreset[], name: string, day: string): PolicyPreset {
  const versions = presets.filter((preset) => preset.name === name).sort((one, other) => other.version - one.version);
  const chosen = versions.find((preset) => inForce(preset, day)) ?? versions[0];
  if (chosen === undefined) throw new RangeError(`no policy preset is named ${name}; there are ${presets.map((preset) => preset.name).join(', ')}`);
  return chosen;
}

function inForce({ validFrom, validTo }: PolicyPreset, day: string): boolean {
  return validFrom <= day && (validTo === null || day < validTo);
}

function fitOf(preset: PolicyPreset, question: PolicyQuestion): Fit | null {
  const { categories, channels, urgencies } = preset.appliesTo;
  const category = categoryFit(categories, question);
  if (category === null) return null;
  if (channels !== null && !channels.includes(question.channel)) return null;
  if (urgencies !== null && !urgencies.includes(question.urgency)) return null;
  return { preset, category, dimensions: [categories, channels, urgencies].filter((named) => named !== null).length };
}

function categoryFit(categories: readonly string[] | null, { categoryCode, parentCategoryCode }: PolicyQuestion): CategoryFit | null {
  if (categories === null) return 'all';
  if (categoryCode !== null && categories.includes(categoryCode)) return parentCategoryCode === null ? 'first' : 'second';
  return parentCategoryCode !== null && categories.includes(parentCategoryCode) ? 'first' : null;
}

const categoryOrder: readonly CategoryFit[] = ['second', 'first', 'all'];

function closestFirst(one: Fit, other: Fit): number {
  return (
    other.dimensions - one.dimensions ||
    categoryOrder.indexOf(one.category) - categoryOrder.indexOf(other.category) ||
    // A later start wins; days compare as text.
    (one.preset.validFrom === other.preset.validFrom ? 0 : one.preset.validFrom < other.preset.validFrom ? 1 : -1)
  );
}

function reason({ preset, category, dimensions }: Fit, question: PolicyQuestion, day: string): Name {
  const dated = { zh: `自 ${preset.validFrom} 起施行，${day} 有效`, en: `in force since ${preset.validFrom}, also on ${day}` };
  if (dimensions === 0) return { zh: `规则套 ${preset.ruleSet} 的通用规则；${dated.zh}`, en: `the general rule of the rule set ${preset.ruleSet}; ${dated.en}` };
  const code = category === 'second' ? question.categoryCode : (question.parentCategoryCode ?? question.categoryCode);
  const named = [
    ...(category === 'all' ? [] : [{ zh: `分类 ${String(code)}`, en: `category ${String(code)}` }]),
    ...(preset.appliesTo.channels === null ? [] : [{ zh: `渠道 ${question.channel}`, en: `channel ${question.channel}` }]),
    ...(preset.appliesTo.urgencies === null ? [] : [{ zh: `紧急程度${urgencyWords[question.urgency]}`, en: `urgency ${question.urgency}` }]),
  ];
  return { zh: `适用于${named.map(({ zh }) => zh).join('、')}；${dated.zh}`, en: `made for ${named.map(({ en }) => en).join(', ')}; ${dated.en}` };
}

const urgencyWords: Readonly<Record<Urgency, string>> = { ordinary: '一般', urgent: '紧急', critical: '特急' };

function defaultReason(preset: PolicyPreset, day: string): Name {
  return inForce(preset, day)
    ? { zh: '没有规则指明此类诉求，用默认规则', en: 'no rule is made for such an appeal: the default' }
    : { zh: `${day} 没有有效的规则，用默认规则，其有效期不含当日`, en: `no rule is in force on ${day}: the default, outside its own dates` };
}

function versioned({ name, version }: PolicyPreset): string {
  return `${name}@${String(version)}`;
}

/** China keeps one zone without summer time (since 1992), so that an offset says all. */
function shanghaiDay(at: Date): string {
  return new Date(at.getTime() + 8 * 3600 * 1000).toISOString().slice(0, 10);
}
