import { roles } from '@suqiao/contracts';
import { mayUnmask } from './unmasking';

const market = '370102-market-regulation';
const federation = '370102-federation';

it.each([
  ['unitHandler', market, market, true], ['unitHead', market, market, true], ['unitHandler', market, federation, false], ['unitHandler', market, null, false],
  ['unitHandler', null, market, true], ['supervisor', null, market, true], ['supervisor', null, null, true],
  ['analyst', null, market, false], ['administrator', null, market, false], ['administrator', market, market, false],
] as const)('%s of %s, when it is the turn of %s: %s', (role, unitId, responsible, expected) => {
  expect(mayUnmask({ role, unitId }, responsible)).toBe(expected);
});

it('has an answer for every role', () => {
  expect(roles.filter((role) => mayUnmask({ role, unitId: null }, null))).toEqual(['unitHandler', 'unitHead', 'supervisor']);
});
