import { caseListQuerySchema } from '@suqiao/contracts';
import { inboxListFromAddress, inboxLists, inboxListsOf, inboxQuery } from './inbox-lists';

describe('the inbox\'s lists', () => {
  it.each(inboxLists)('asks what the API understands: %s', (list) => {
    const parsed = caseListQuerySchema.safeParse(Object.fromEntries(new URLSearchParams(inboxQuery(list, 'next', 1))));
    expect(parsed.success).toBe(true);
    expect(parsed.data).toMatchObject({ cursor: 'next', limit: 1 });
  });

  it('asks for what is unsure among the open', () => {
    expect(inboxQuery('unsure', null)).toBe('open=true&unsure=true');
  });

  it('opens everything where the address names no list', () => {
    expect(inboxListFromAddress(new URLSearchParams('list=nothing'))).toBe('all');
    expect(inboxListFromAddress(new URLSearchParams('list=working'))).toBe('working');
  });

  it('shows each reader what may wait for them', () => {
    const market = inboxListsOf({ role: 'unitHandler', unitId: '370102-market-regulation' });
    expect([market.includes('joint'), market.includes('approval'), market.includes('followUp')]).toEqual([true, false, false]);
    const federation = inboxListsOf({ role: 'unitHead', unitId: '370102-federation' });
    expect([federation.includes('joint'), federation.includes('approval'), federation.includes('followUp')]).toEqual([true, false, true]);
    const supervisor = inboxListsOf({ role: 'supervisor', unitId: null });
    expect([supervisor.includes('joint'), supervisor.includes('approval'), supervisor.includes('followUp')]).toEqual([false, true, true]);
  });
});
