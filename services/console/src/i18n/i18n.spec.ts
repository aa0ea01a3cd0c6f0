import { auditActions, auditBreakKinds, auditObjectKinds, caseCommands, caseStates, consultationCommands, consultationStates, consultationTransitionTypes, issueCommands, issueOutcomes, issueStates, issueTransitionTypes, levels, lights, outcomes, problemStates, reportBlockKinds, reportCommands, reportStates, reportTransitionTypes, requestKinds, roles, satisfactions, solutions, transitionTypes, answerCheckSchema } from '@suqiao/contracts';
import { everyEn, everyZh } from './every-text';

interface Tree {
  readonly [key: string]: string | Tree;
}

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${prefix}${key}`, value] as const] : [...flatten(value, `${prefix}${key}.`)],
    ),
  );
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

describe('texts', () => {
  const [chinese, english] = [flatten(everyZh), flatten(everyEn)];

  it('has the same keys in both languages', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
    expect(chinese.size).toBeGreaterThan(150);
  });

  it.each([['zh', chinese], ['en', english]] as const)('leaves no text empty: %s', (_language, texts) => {
    expect([...texts].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('fills the same placeholders in both languages', () => {
    const differing = [...chinese].filter(([key, text]) => placeholders(text).join() !== placeholders(english.get(key) ?? '').join());
    expect(differing).toEqual([]);
  });

  it('writes Chinese in Chinese and English in English', () => {
    const bilingual = new Set(['product.full', 'shell.language']);
    const words = (text: string) => text.replaceAll(/\{\{\w+\}\}/g, '');
    const notChinese = [...chinese].filter(([, text]) => /\p{Letter}/u.test(words(text)) && !/\p{Script=Han}/u.test(text));
    const notEnglish = [...english].filter(([key, text]) => !bilingual.has(key) && /\p{Script=Han}/u.test(text));
    expect({ notChinese, notEnglish }).toEqual({ notChinese: [], notEnglish: [] });
  });

  it.each([
    ['audit.action', auditActions], ['audit.kind', auditObjectKinds], ['audit.breakKind', auditBreakKinds], ['command', caseCommands], ['form.done', caseCommands], ['state', caseStates], ['transition', transitionTypes], ['satisfaction', satisfactions], ['solution', solutions], ['outcome', outcomes],
    ['requestKind', requestKinds], ['check', answerCheckSchema.options], ['light', lights], ['level', levels], ['role', roles],
    ['consultations.command', consultationCommands], ['consultations.saved', consultationCommands], ['consultations.state', consultationStates], ['consultations.transition', consultationTransitionTypes], ['reports.command', reportCommands], ['reports.done', reportCommands], ['reports.state', reportStates], ['reports.transition', reportTransitionTypes], ['reports.problemState', problemStates], ['reports.kind', reportBlockKinds], ['issues.command', issueCommands], ['issues.done', issueCommands], ['issues.state', issueStates], ['issues.transition', issueTransitionTypes], ['issues.outcome', issueOutcomes],
  ] as const)('has a word of its own for each value of the contracts: %s', (group, values) => {
    for (const texts of [chinese, english]) {
      const words = values.map((value) => texts.get(`${group}.${value}`));
      expect(words).not.toContain(undefined);
      // Two values with one word could not be told apart.
      expect(new Set(words).size).toBe(values.length);
    }
  });
});
