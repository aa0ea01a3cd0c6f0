import type { Widened } from './widened';
import type { zhKnowledge } from './zh-knowledge';

/** Texts of what helps whoever answers a case, in English. */
export const enKnowledge: Widened<typeof zhKnowledge> = {
  knowledge: {
    title: 'Alike answered cases and policies', open: 'Look for them', answered: 'Alike answered cases', noAnswered: 'No closed case is like this one.', policies: 'Policies that apply', noPolicies: 'No policy applies.', elsewhere: 'Outside your jurisdiction',
    words: 'Words in common: {{words}}', category: 'Both of “{{name}}”', likeness: '{{percent}} alike', closed: 'Closed {{when}}', answer: 'The whole answer', take: 'Use as a draft', taken: 'It is in the draft of your answer: read and change it before you send it', inForce: 'In force from {{from}}', summary: 'In short', source: 'The document, at {{host}} (new window)',
  },
};
