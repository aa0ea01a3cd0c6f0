import { caseCommands, type CaseCommand, type CaseView } from '@suqiao/contracts';
import { commandGroupNames, commandGroups, mainCommands } from './command-groups';

const offers = (...allowed: readonly CaseCommand[]): CaseView['commands'] => caseCommands.map((command) => ({ command, allowed: allowed.includes(command), reason: null }));

describe('the groups of commands', () => {
  it('hold every command once', () => {
    expect(commandGroupNames.flatMap((group) => [...commandGroups[group]]).sort()).toEqual([...caseCommands].sort());
  });
});

describe('mainCommands', () => {
  it('are those that bring the case on, three at the most', () => {
    expect(mainCommands(offers('accept', 'return', 'transfer', 'withdraw', 'merge', 'comment'))).toEqual(['accept', 'return', 'transfer']);
    expect(mainCommands(offers('answer', 'transfer', 'askJoint', 'requestExtension', 'comment'))).toEqual(['answer', 'transfer', 'askJoint']);
    expect(mainCommands(offers('transfer', 'approve', 'refuse', 'setConfidential'))).toEqual(['approve', 'refuse', 'transfer']);
  });

  it('are none where nothing brings it on', () => {
    expect(mainCommands(offers('comment', 'setConfidential'))).toEqual([]);
  });
});
