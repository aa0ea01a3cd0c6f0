import { actionableFilter, isActionable, readableFilter } from './jurisdiction';

const jinan = { divisionCode: '370100', unitId: null };
const lixiaMarket = { divisionCode: '370102', unitId: '370102-market-regulation' };

it('lets a division see its subtree and a unit what it has or had', () => {
  expect(readableFilter(jinan)).toEqual({ divisionPath: '370100' });
  expect(readableFilter(lixiaMarket)).toEqual({ handledBy: '370102-market-regulation' });
});

it('lets a unit act only while it is its turn', () => {
  expect(actionableFilter(jinan)).toEqual({ divisionPath: '370100' });
  expect(actionableFilter(lixiaMarket)).toEqual({ 'unit.unitId': '370102-market-regulation' });
});

it.each([
  [jinan, ['370102', '370100', '370000'], '370102-federation', true],
  [jinan, ['370202', '370200', '370000'], '370202-federation', false],
  [jinan, ['370000'], '370000-federation', false],
  [lixiaMarket, ['370102', '370100', '370000'], '370102-market-regulation', true],
  [lixiaMarket, ['370102', '370100', '370000'], '370102-federation', false],
])('%o acting on a case of %s with %s: %s', (reader, divisionPath, unitId, expected) => {
  expect(isActionable(reader, { divisionPath, unit: { unitId } })).toBe(expected);
});
