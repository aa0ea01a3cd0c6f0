import { levels, orderCommands, roles } from '@suqiao/contracts';
import { federationOf } from '../../testing/cases';
import { mayGive, mayIssue, readableOrders } from './order-permission';

describe('who may issue', () => {
  it('is a supervisor above the case\'s level, and the province always', () => {
    const allowed = levels.flatMap((reader) => levels.filter((level) => mayIssue({ role: 'supervisor', level: reader }, { level })).map((level) => `${reader} ${level}`));
    expect(allowed).toEqual(['city county', 'province county', 'province city', 'province province']);
    for (const role of roles) expect(mayIssue({ role, level: 'province' }, { level: 'county' })).toBe(role === 'supervisor');
  });
});

describe('who may give which command', () => {
  const order = { unit: federationOf('370102'), issuedBy: federationOf('370100') };
  const given = (reader: Parameters<typeof mayGive>[0]) => orderCommands.filter((command) => mayGive(reader, command, order));
  it('lets the ordered unit answer and supervisors from the issuing level on decide', () => {
    expect(given({ role: 'unitHandler', level: 'county', unitId: '370102-federation' })).toEqual(['receive', 'feedback']);
    expect(given({ role: 'unitHead', level: 'county', unitId: '370102-federation' })).toEqual(['receive', 'feedback']);
    expect(given({ role: 'unitHead', level: 'county', unitId: '370102-market-regulation' })).toEqual([]);
    expect(given({ role: 'supervisor', level: 'county', unitId: null })).toEqual([]);
    expect(given({ role: 'supervisor', level: 'city', unitId: null })).toEqual(['returnFeedback', 'close', 'revoke']);
    expect(given({ role: 'supervisor', level: 'province', unitId: null })).toEqual(['returnFeedback', 'close', 'revoke']);
    for (const role of ['analyst', 'administrator'] as const) expect(given({ role, level: 'province', unitId: '370102-federation' })).toEqual([]);
  });
});

describe('who may read', () => {
  it('is a unit its own, a division its own, and confidential ones only unit and supervisors', () => {
    expect(readableOrders({ role: 'unitHandler', divisionCode: '370102', unitId: '370102-federation' })).toEqual({ unitId: '370102-federation' });
    expect(readableOrders({ role: 'supervisor', divisionCode: '370100', unitId: null })).toEqual({ divisionPath: '370100' });
    for (const role of ['analyst', 'administrator', 'unitHead'] as const) expect(readableOrders({ role, divisionCode: '370100', unitId: null })).toEqual({ divisionPath: '370100', confidential: false });
    expect(readableOrders({ role: 'analyst', divisionCode: '370102', unitId: '370102-federation' })).toEqual({ unitId: '370102-federation', confidential: false });
  });
});
