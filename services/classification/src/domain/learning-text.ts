import type { AppealSummary } from '@suqiao/contracts';

/** What is kept of an appeal's text to learn from. */
export interface LearningText {
  readonly title: string;
  readonly content: string;
}

/** Numbers of telephones, accounts and identity, mail addresses, plates: the model looks at Chinese words alone. */
const unread = /[\p{Script=Latin}\p{N}@_*.+-]+/gu;
const longestContent = 4000;

/** The text without its appellant and without what the model does not read anyhow; `null` for a confidential appeal, from which nothing is learnt. */
export function learningTextOf({ title, content, appellantName, confidential }: Pick<AppealSummary, 'title' | 'content' | 'appellantName' | 'confidential'>): LearningText | null {
  if (confidential) return null;
  const without = (text: string) => (appellantName === '' ? text : text.replaceAll(appellantName, ' ')).replace(unread, ' ');
  return { title: without(title), content: without(content).slice(0, longestContent) };
}
