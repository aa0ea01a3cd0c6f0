import { auditFilterFrom, auditQueryOf } from './audit-filter';

it.each([['action=keyIssued&about=SQ1', 'action=keyIssued&about=SQ1'], ['action=nothing&about=%20', ''], ['', ''], ['about=%E5%BA%A7%E8%B0%88&colour=red', 'about=%E5%BA%A7%E8%B0%88']])('takes from the address what it knows: %s', (address, query) => {
  expect(auditQueryOf(auditFilterFrom(new URLSearchParams(address)))).toBe(query);
});

it('asks for the next page of the same', () => {
  expect(auditQueryOf({ action: 'keyIssued', about: '' }, 'c')).toBe('action=keyIssued&cursor=c');
});
