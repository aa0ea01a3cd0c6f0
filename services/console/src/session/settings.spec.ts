import { consoleSettingsSchema, safeReturnPath } from './settings';

describe('safeReturnPath', () => {
  it.each([
    ['/board?list=open', '/board?list=open'],
    ['/cases/1', '/cases/1'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example/', '/'],
    ['javascript:alert(1)', '/'],
    ['/signed-in?code=x', '/'],
    [undefined, '/'],
    [7, '/'],
  ])('%p → %p', (value, expected) => {
    expect(safeReturnPath(value)).toBe(expected);
  });
});

describe('consoleSettingsSchema', () => {
  it('wants an authority that is an address', () => {
    expect(consoleSettingsSchema.safeParse({ authority: 'oidc', clientId: 'a', resource: 'b', scope: 'openid' }).success).toBe(false);
    expect(consoleSettingsSchema.safeParse({ authority: 'http://127.0.0.1:8080/oidc', clientId: 'a', resource: 'b', scope: 'openid' }).success).toBe(true);
  });
});
