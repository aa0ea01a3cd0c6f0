import fc from 'fast-check';
import { idempotencyKeyFrom, maskContact, maskPhone, occurredAtFault, shanghaiDate, visibleSteps, type StoredStep } from './appeal';

const now = new Date('2026-11-23T01:00:00.000Z');
const dayInMs = 24 * 3600 * 1000;

describe('occurredAtFault', () => {
  it.each([
    ['2026-11-23T09:00:00+08:00', null],
    ['2026-11-24T01:00:00Z', null],
    ['2026-11-24T01:00:00.001Z', 'occurredAt.future'],
    ['2026-11-24T09:00:01+08:00', 'occurredAt.future'],
    ['1978-12-18T08:00:00+08:00', null],
    ['1978-12-18T07:59:59+08:00', 'occurredAt.past'],
    ['0001-01-01T00:00:00Z', 'occurredAt.past'],
  ])('%s → %s', (occurredAt, fault) => {
    expect(occurredAtFault(occurredAt, now)).toBe(fault);
  });

  it('takes everything from the earliest day to a day ahead, and nothing else', () => {
    fc.assert(fc.property(fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), (date) => {
      const inside = date.getTime() >= Date.UTC(1978, 11, 18) && date.getTime() <= now.getTime() + dayInMs;
      expect(occurredAtFault(date.toISOString(), now) === null).toBe(inside);
    }));
  });
});

describe('masking', () => {
  it.each([
    ['13812345678', '138****5678'], ['+86 138 1234 5678', '861****5678'], ['0531-86012345', '053****2345'], ['12345', '****45'], [null, null],
  ])('phone %s → %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });

  it.each([['张小明', '张**'], ['欧阳修', '欧**'], ['李四', '李**'], ['王', '*'], ['𠮷野家', '𠮷**'], ['John Smith', 'J**'], [null, null]])('contact %s → %s', (contact, masked) => {
    expect(maskContact(contact)).toBe(masked);
  });

  it('never shows more than seven digits of a telephone number', () => {
    fc.assert(fc.property(fc.stringMatching(/^\+?[0-9][0-9 -]{4,19}$/), (phone) => {
      expect((maskPhone(phone) ?? '').replaceAll('*', '').length).toBeLessThanOrEqual(7);
      expect(maskPhone(phone)).not.toBe(phone);
    }));
  });
});

describe('visibleSteps', () => {
  const person: StoredStep = {
    type: 'returned', at: '2026-11-23T02:00:00.000Z', by: { kind: 'person', subject: 'u1', name: '王主任', role: 'unitHandler', unitId: '370102-market-regulation' },
    reason: '不属于本单位职责', text: null, fromState: 'dispatched', fromUnitId: '370102-market-regulation', toUnitId: null, sequence: 2, level: 'county', unitName: { zh: '历下区工商业联合会', en: 'Lixia Federation' },
  };
  const clock: StoredStep = { ...person, type: 'overdue', by: { kind: 'clock' }, reason: null, sequence: 3 };

  it('hides from a channel who did it and what units told each other', () => {
    const steps = visibleSteps([person, clock], false);
    expect(steps.map((step) => step.type)).toEqual(['returned', 'overdue']);
    expect(JSON.stringify(steps)).not.toMatch(/王主任|不属于本单位职责|u1/);
    expect(steps[0]?.unitName).toEqual({ zh: '历下区工商业联合会', en: 'Lixia Federation' });
  });

  it('shows both to a reader inside the federation', () => {
    expect(visibleSteps([person, clock], true)).toEqual([
      { type: 'returned', at: person.at, level: 'county', unitName: person.unitName, reason: '不属于本单位职责', byName: '王主任' },
      { type: 'overdue', at: clock.at, level: 'county', unitName: clock.unitName, reason: null, byName: null },
    ]);
  });
});

describe('shanghaiDate', () => {
  it.each([['2026-11-22T15:59:59.999Z', '20261122'], ['2026-11-22T16:00:00.000Z', '20261123'], ['2026-12-31T16:00:00.000Z', '20270101']])('%s → %s', (instant, date) => {
    expect(shanghaiDate(new Date(instant))).toBe(date);
  });
});

describe('idempotencyKeyFrom', () => {
  it.each([
    ['8e03978e-40d5-43dd-bc93-6894a57f9324', '8e03978e-40d5-43dd-bc93-6894a57f9324'],
    ['"8e03978e-40d5-43dd-bc93-6894a57f9324"', '8e03978e-40d5-43dd-bc93-6894a57f9324'],
    ['"a\\"b\\\\c"', 'a"b\\c'],
    ['  padded  ', 'padded'],
    ['x'.repeat(255), 'x'.repeat(255)],
    ['x'.repeat(256), null],
    [undefined, null], ['', null], ['""', null], ['two words', null], ['one, two', null], ['"open', null], ['"a"b"', null], ['"a\\n"', null], ['键', null], ['a\u0000', null],
  ])('%j → %j', (header, key) => {
    expect(idempotencyKeyFrom(header)).toBe(key);
  });

  it('reads the quoted and the bare form of a key as the same key', () => {
    fc.assert(fc.property(fc.stringMatching(/^[\x21\x23-\x7e][\x21-\x7e]{0,200}$/), (key) => {
      const quoted = `"${key.replaceAll(/(["\\])/g, '\\$1')}"`;
      expect(idempotencyKeyFrom(quoted)).toBe(key);
      expect(idempotencyKeyFrom(key)).toBe(key);
    }));
  });
});
