import { enterpriseDetailsSchema, type Enterprise } from '@suqiao/contracts';
import { addressOf, detailsOf, filterFromAddress, formOf, queryOf } from './enterprise-form';

const enterprise: Enterprise = {
  creditCode: '91370100MA3C1234XK', name: '济南样例机械有限公司', formerNames: ['济南样例机械厂'], divisionCode: '370102', address: null, industryCode: 'C34', size: 'small', isPrivate: true, chambers: ['机械商会', '青年商会'],
  provisional: false, version: 3, createdAt: '2026-11-23T01:00:00.000Z', updatedAt: '2026-11-23T01:00:00.000Z',
};

it('writes back what it was given, and leaves out what is not known', () => {
  const details = detailsOf(formOf(enterprise, '370000'));
  expect(details).toEqual({ name: enterprise.name, formerNames: ['济南样例机械厂'], divisionCode: '370102', industryCode: 'C34', size: 'small', isPrivate: true, chambers: ['机械商会', '青年商会'] });
  expect(enterpriseDetailsSchema.parse(details)).toEqual(details);
  expect(detailsOf({ ...formOf(undefined, '370102'), name: ' 某公司 ', industryCode: 'c34', chambers: '\n 商会 \n' })).toEqual({ name: '某公司', formerNames: [], divisionCode: '370102', industryCode: 'C34', chambers: ['商会'] });
});

it('keeps its filter in the address', () => {
  const filter = { q: '济南', size: 'small', scope: 'provisional' } as const;
  expect(filterFromAddress(addressOf(filter))).toEqual(filter);
  expect(filterFromAddress(new URLSearchParams('size=huge&scope=x'))).toEqual({ q: '', size: '', scope: 'all' });
  expect([queryOf(filter, null), queryOf({ q: '', size: '', scope: 'confirmed' }, 'c')]).toEqual([`limit=50&q=${encodeURIComponent('济南')}&size=small&provisional=true`, 'limit=50&provisional=false&cursor=c']);
});
