import { textFault } from './text-fault';

describe('textFault', () => {
  it.each([
    ['return', '', 'required'],
    ['return', ' 不 ', 'required'],
    ['return', '不属本单位职责', null],
    ['transfer', 'x'.repeat(1001), 'tooLong'],
    ['answer', 'x'.repeat(10_000), null],
    ['answer', 'x'.repeat(10_001), 'tooLong'],
    ['answer', 'bell\u0007', 'badText'],
    ['answer', '第一行\n第二行\t尾', null],
    ['close', '', null],
    ['close', '   ', null],
    ['close', '好', 'required'],
  ] as const)('%s %#', (command, text, expected) => {
    expect(textFault(command, text)).toBe(expected);
  });
});
