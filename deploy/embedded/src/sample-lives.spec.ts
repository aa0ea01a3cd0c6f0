import { caseCommands, commandBodySchemas } from '@suqiao/contracts';
import { sampleLife } from './sample-lives';

const shares = Array.from({ length: 100 }, (_, index) => index / 100);

it('gives only commands that the contract knows, with bodies that it takes', () => {
  for (const { command, body } of shares.flatMap((share) => [...sampleLife(share)])) {
    const known = caseCommands.find((one) => one === command);
    expect(known === undefined ? command : commandBodySchemas[known].safeParse(body).error?.issues).toBeUndefined();
  }
});

it('shows every page something, and leaves a third or more to the clocks', () => {
  const done = shares.map((share) => sampleLife(share).map(({ command }) => command).join(' '));
  expect(done.filter((commands) => commands === '').length).toBeGreaterThan(33);
  for (const shown of ['followUp', 'requestExtension', 'requestRise', 'return', 'answer answer']) expect(done.some((commands) => commands.includes(shown))).toBe(true);
});
