import { messageOf } from '../message-file';
import { groupingRules } from '../grouping-rules';
import { groupAll, groupStream } from './group-runs';
import { evaluateGroups } from './grouping-evaluation';
import { inventedMessages } from './invented-messages';

/** The same words at other names are other matters, other words at the same name about the same thing are one. */
describe('grouping of invented messages', () => {
  const invented = [...inventedMessages(1200, 7)];
  const messages = invented.map(({ text }) => messageOf(text));
  const known = new Map(invented.map(({ text, matter }) => [text.id, matter]));

  it.each([['in batch', groupAll, 0.85], ['one by one', groupStream, 0.85]] as const)('%s', (_, run, least) => {
    const grouping = run(messages, groupingRules);
    const { f1, hot, hotFound } = evaluateGroups(grouping.groupIds().map((group) => grouping.membersOf(group)), known);
    expect(f1).toBeGreaterThan(least);
    expect(hotFound / hot).toBeGreaterThan(0.65);
  });
});
