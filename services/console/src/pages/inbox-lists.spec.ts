import { caseListQuerySchema } from '@suqiao/contracts';
import { inboxListFromAddress, inboxLists, inboxQuery } from './inbox-lists';

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
});
