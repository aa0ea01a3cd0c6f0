import { orderListQuerySchema } from '@suqiao/contracts';
import { orderAddressOf, orderFilterFromAddress, orderLists, orderQuery } from './order-lists';

describe('the lists of supervision orders', () => {
  it.each(orderLists)('ask what the API understands: %s', (list) => {
    expect(orderListQuerySchema.safeParse(Object.fromEntries(new URLSearchParams(orderQuery({ list, level: 'city' }, 'next')))).success).toBe(true);
  });

  it('stand in the address and are read back from it', () => {
    for (const list of orderLists) {
      for (const level of [null, 'city'] as const) expect(orderFilterFromAddress(new URLSearchParams(orderAddressOf({ list, level })))).toEqual({ list, level });
    }
    expect(orderAddressOf({ list: 'all', level: null })).toBe('');
    expect(orderFilterFromAddress(new URLSearchParams('list=x&level=y'))).toEqual({ list: 'all', level: null });
  });
});
