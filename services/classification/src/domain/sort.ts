import type { AppealSummary, Sorting, Urgency } from '@suqiao/contracts';
import type { DivisionMatch } from '@suqiao/directory';
import { certaintyThreshold, type Classifier, type Guess, type SegmentedText } from './classifier';

/** What sorting looks up outside of itself. */
export interface SortingFacts {
  readonly rules: Classifier;
  readonly model: Classifier | null;
  readonly divisionName: (code: string) => { readonly zh: string; readonly en: string } | null;
  readonly categoryName: (code: string) => { readonly zh: string; readonly en: string } | null;
  readonly isCounty: (code: string) => boolean;
  readonly matchDivisions: (text: string) => readonly DivisionMatch[];
}

/** 收集梳理: category, jurisdiction and urgency of one appeal, each with its reason, and what a person must decide. */
export function sortAppeal(appeal: AppealSummary, text: SegmentedText, facts: SortingFacts): Sorting {
  const category = decideCategory(appeal, text, facts);
  const jurisdiction = decideJurisdiction(appeal, facts);
  const unsure: Sorting['unsure'] = [];
  if (category.certainty < certaintyThreshold) unsure.push('category');
  if (jurisdiction.certainty < certaintyThreshold) unsure.push('jurisdiction');
  const modelVersion = [facts.rules.version, facts.model?.version].filter((version) => version !== undefined).join('+');
  return { category, jurisdiction, urgency: decideUrgency(text), unsure, modelVersion };
}

function decideCategory(appeal: AppealSummary, text: SegmentedText, facts: SortingFacts): Sorting['category'] {
  if (appeal.categoryCode !== null) {
    return { value: appeal.categoryCode, certainty: 1, method: 'channel', reason: { zh: '渠道已给出分类', en: 'The channel gave the category' } };
  }
  const byRules = facts.rules.classify(text)[0];
  const byModel = facts.model?.classify(text)[0];
  const [best, method] = strongest(byRules, byModel);
  if (best === null) return { value: null, certainty: 0, method: 'none', reason: { zh: '没有可依据的词语', en: 'No words to go by' } };
  const agreed = byRules?.code === byModel?.code && byRules !== undefined;
  const certainty = agreed ? 1 - (1 - byRules.certainty) * (1 - (byModel?.certainty ?? 0)) : best.certainty;
  const name = facts.categoryName(best.code);
  const words = best.words.slice(0, 5).join('、') || '—';
  return {
    value: best.code, certainty: round(certainty), method,
    reason: { zh: `“${name?.zh ?? best.code}”：${words}`, en: `"${name?.en ?? best.code}": ${words}` },
  };
}

/** The model alone has never seen some kinds of text; where rules and model disagree, the surer speaks, at half its weight. */
function strongest(byRules: Guess | undefined, byModel: Guess | undefined): readonly [Guess | null, 'rule' | 'model' | 'none'] {
  if (byRules === undefined && byModel === undefined) return [null, 'none'];
  if (byRules === undefined && byModel !== undefined) return [{ ...byModel, certainty: byModel.certainty * 0.5 }, 'model'];
  if (byRules !== undefined && byModel === undefined) return [byRules, 'rule'];
  if (byRules === undefined || byModel === undefined) return [null, 'none'];
  if (byRules.code === byModel.code) return [byRules, 'rule'];
  const surer = byRules.certainty >= byModel.certainty ? byRules : byModel;
  return [{ ...surer, certainty: surer.certainty * 0.5 }, surer === byRules ? 'rule' : 'model'];
}

/** The channel's code first, then names in the text, then where the enterprise is registered; conflicts lower certainty. */
function decideJurisdiction(appeal: AppealSummary, facts: SortingFacts): Sorting['jurisdiction'] {
  const name = (code: string) => facts.divisionName(code) ?? { zh: code, en: code };
  if (appeal.divisionCode !== null) {
    return { value: appeal.divisionCode, certainty: 1, method: 'code', reason: { zh: `渠道给出区划代码 ${appeal.divisionCode}`, en: `The channel gave division ${appeal.divisionCode}` } };
  }
  const named = facts.matchDivisions(`${appeal.title} ${appeal.content}`);
  const first = named[0];
  const registered = registeredDivision(appeal.creditCode, facts);
  if (first !== undefined) {
    const many = named.length > 1;
    const conflict = registered !== null && registered !== first.code && registered.slice(0, 4) !== first.code.slice(0, 4);
    const certainty = first.ambiguous ? 0.4 : many ? 0.55 : conflict ? 0.65 : 0.95;
    const others = named.slice(1).map(({ code }) => name(code));
    return {
      value: first.code, certainty, method: 'name',
      reason: {
        zh: `文中写明“${first.words}”（${name(first.code).zh}）${many ? `，另有 ${others.map(({ zh }) => zh).join('、')}` : ''}${conflict ? `；企业登记在 ${name(registered).zh}` : ''}`,
        en: `The text names ${name(first.code).en}${many ? `, and ${others.map(({ en }) => en).join(', ')}` : ''}${conflict ? `; the enterprise is registered in ${name(registered).en}` : ''}`,
      },
    };
  }
  if (registered !== null) {
    return { value: registered, certainty: 0.8, method: 'registration', reason: { zh: `按统一社会信用代码登记机关所在地 ${name(registered).zh}`, en: `By the place of registration, ${name(registered).en}` } };
  }
  return { value: null, certainty: 0, method: 'none', reason: { zh: '没有写明地点', en: 'No place is named' } };
}

/** Characters 3 to 8 of a 统一社会信用代码 are the division of the registering authority (GB 32100-2015). */
function registeredDivision(creditCode: string | null, facts: SortingFacts): string | null {
  const code = creditCode?.slice(2, 8) ?? '';
  return facts.isCounty(code) ? code : null;
}

const urgencyWords: readonly (readonly [Urgency, readonly string[]])[] = [
  ['critical', ['爆炸', '泄漏', '坍塌', '人员伤亡', '群体性', '自杀', '跳楼']],
  ['urgent', ['安全隐患', '账户冻结', '冻结账户', '停产', '资金链', '媒体', '记者', '集体上访', '违约', '断贷', '抽贷']],
];

function decideUrgency(text: SegmentedText): Sorting['urgency'] {
  for (const [urgency, words] of urgencyWords) {
    const found = words.filter((word) => text.title.includes(word) || text.content.includes(word));
    if (found.length > 0) return { value: urgency, certainty: 0.8, method: 'rule', reason: { zh: `提到 ${found.join('、')}`, en: `Mentions ${found.join(', ')}` } };
  }
  return { value: 'ordinary', certainty: 0.8, method: 'rule', reason: { zh: '没有紧急的迹象', en: 'No sign of urgency' } };
}

function round(certainty: number): number {
  return Math.round(certainty * 1000) / 1000;
}
