import { isActionable, isReadable, readableFilter } from './jurisdiction';

const jinan = { divisionCode: '370100', unitId: null, role: 'supervisor' } as const;
const analyst = { ...jinan, role: 'analyst' } as const;
const lixiaMarket = { divisionCode: '370102', unitId: '370102-market-regulation', role: 'unitHandler' } as const;

it('lets a division see its subtree, a unit what it has or had, and an analyst nothing confidential', () => {
  expect(readableFilter(jinan)).toEqual({ divisionPath: '370100' });
  expect(readableFilter(lixiaMarket)).toEqual({ handledBy: '370102-market-regulation' });
  expect(readableFilter(analyst)).toEqual({ divisionPath: '370100', confidential: { $ne: true } });
});

it.each([
  [jinan, false, true], [jinan, true, true], [analyst, false, true], [analyst, true, false], [lixiaMarket, true, true],
])('%o may read a case (confidential: %s): %s', (reader, confidential, expected) => {
  const found = { divisionPath: ['370102', '370100', '370000'], handledBy: ['370102-market-regulation'], confidential };
  expect(isReadable(reader, found)).toBe(expected);
  expect(isReadable(reader, { ...found, divisionPath: ['370202', '370200', '370000'], handledBy: [] })).toBe(false);
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
