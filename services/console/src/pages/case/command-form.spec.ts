import { buildTrackingNumber, caseCommands, commandBodySchemas } from '@suqiao/contracts';
import { blankFor, faultsOf, fieldsOf, orderFrom, type Filled, type WrittenCommand } from './command-form';

const unit = 'workingDays';
const number = buildTrackingNumber('20261123', new Uint8Array(8));
const wrongNumber = number.replace('SQ20261123', 'SQ20261132');
const blank = blankFor({ confidential: false });
const written: Filled = {
  reason: '不属本单位职责', content: '已办结', demand: '核实税务状态', note: '同意', text: '企业来电', into: number, unitId: '370102-taxation', unitIds: ['370102-taxation'], categoryCode: null,
  within: '3', extendBy: '5', until: { day: '2026-12-01', time: '23:59' }, final: true, solution: 'solved', satisfaction: 'satisfied', confidential: true,
};
const commands = caseCommands.filter((command): command is WrittenCommand => command !== 'accept');

describe('the forms of the commands', () => {
  it.each(commands)('fill what the contract asks for: %s', (command) => {
    const order = orderFrom(command, written, unit);
    expect(faultsOf(command, written, unit)).toEqual({});
    expect(order?.command).toBe(command);
    expect(commandBodySchemas[command].safeParse(order?.body).success).toBe(true);
  });

  it.each(commands)('ask for every field of the contract: %s', (command) => {
    expect([...fieldsOf[command]].sort()).toEqual(Object.keys(commandBodySchemas[command].shape).sort());
  });

  it.each([
    ['return', { reason: '' }, { reason: 'missing' }],
    ['return', { reason: ' 不 ' }, { reason: 'tooShort' }],
    ['transfer', { reason: 'x'.repeat(1001) }, { reason: 'tooLong' }],
    ['transfer', { unitId: null }, { unitId: 'missing' }],
    ['answer', { content: 'x'.repeat(10_001) }, { content: 'tooLong' }],
    ['answer', { content: 'bell\u0007' }, { content: 'badText' }],
    ['answer', { content: '第一行\n第二行\t尾' }, {}],
    ['close', { note: '   ' }, {}],
    ['close', { note: '好' }, { note: 'tooShort' }],
    ['comment', { text: '好' }, {}],
    ['askJoint', { unitIds: [], within: '' }, { unitIds: 'missing' }],
    ['askJoint', { within: '0' }, { within: 'badAmount' }],
    ['requestExtension', { extendBy: '' }, { extendBy: 'missing' }],
    ['requestExtension', { extendBy: '1.5' }, { extendBy: 'badAmount' }],
    ['requestExtension', { extendBy: 'many' }, { extendBy: 'badAmount' }],
    ['requestSuspension', { until: { day: '', time: '23:59' } }, { until: 'missing' }],
    ['followUp', { satisfaction: null, solution: null, note: '' }, { satisfaction: 'missing' }],
    ['merge', { into: wrongNumber }, { into: 'badNumber' }],
    ['merge', { into: '' }, { into: 'missing' }],
  ] as const)('say what is wrong: %s %#', (command, change, expected) => {
    expect(faultsOf(command, { ...written, ...change }, unit)).toEqual(expected);
    expect(orderFrom(command, { ...written, ...change }, unit) === null).toBe(Object.keys(expected).length > 0);
  });

  it('suspend until an instant of Shanghai\'s clock', () => {
    expect(orderFrom('requestSuspension', written, unit)?.body).toEqual({ until: '2026-12-01T15:59:00.000Z', reason: written.reason });
  });

  it('settle nothing with an interim answer, and leave out what is optional', () => {
    expect(orderFrom('answer', { ...written, final: false }, unit)?.body).toEqual({ content: '已办结', final: false });
    expect(orderFrom('approve', { ...written, note: '' }, unit)?.body).toEqual({});
  });

  it('turn confidentiality to what it is not', () => {
    expect(blank.confidential).toBe(true);
    expect(blankFor({ confidential: true }).confidential).toBe(false);
  });
});
