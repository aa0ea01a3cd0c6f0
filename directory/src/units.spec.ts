import type { levels } from '@suqiao/contracts';
import { directory } from './index';
import { routing } from './units';

const approvals = { category: 'approvals', division: null, level: null, department: 'administrative-approval' };

describe('routing', () => {
  it('takes the second-level category before the first, the nearer division before the farther, a level before none', () => {
    const route = routing([
      approvals,
      { ...approvals, division: '370000', department: 'commerce' },
      { ...approvals, division: '370100', department: 'justice' },
      { ...approvals, division: '370100', level: 'city', department: 'finance' },
      { ...approvals, category: 'approvals.registration', department: 'taxation' },
    ]);
    const unitAt = (categoryCode: string, divisionCode: string, level: (typeof levels)[number]) => route({ categoryCode, divisionCode, level }).unitId;
    expect(unitAt('approvals', '370202', 'county')).toBe('370202-commerce');
    expect(unitAt('approvals', '370102', 'county')).toBe('370102-justice');
    expect(unitAt('approvals', '370102', 'city')).toBe('370100-finance');
    expect(unitAt('approvals.registration', '370102', 'city')).toBe('370100-taxation');
    expect(unitAt('approvals.licence-slow', '370102', 'city')).toBe('370100-finance');
  });

  it('gives a zone to its committee and lets it rise to its city', () => {
    const at = (level: (typeof levels)[number]) => directory.route({ categoryCode: 'approvals', divisionCode: '370676', level });
    expect(at('county').name.zh).toContain('管理委员会');
    expect(at('city').unitId).toBe('370600-administrative-approval');
  });

  it('refuses what cannot be', () => {
    expect(() => directory.route({ categoryCode: null, divisionCode: '370100', level: 'county' })).toThrow(RangeError);
    expect(() => directory.federationOf('110000')).toThrow(RangeError);
  });
});
