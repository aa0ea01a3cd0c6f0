import { renderReadyScreen } from './screen';
import { backoffInMs } from './supervise';

const info = {
  origin: 'http://127.0.0.1:9090', stateDir: '/s', startedInMs: 12_340, channels: { visit: 'sqk_example' },
  users: [{ username: 'supervisor', password: 'secret-word', name: '督办' }], external: [],
};

describe('renderReadyScreen', () => {
  it('names the addresses, accounts and keys of this installation', () => {
    const screen = renderReadyScreen(info);
    for (const text of ['http://127.0.0.1:9090/api/docs', 'http://127.0.0.1:9090/readyz', 'secret-word', 'Bearer sqk_example', '/s/credentials.json', '12.3 s']) expect(screen).toContain(text);
    expect(screen).not.toContain('8080');
  });
  it('tells which engines run elsewhere', () => {
    expect(renderReadyScreen({ ...info, external: ['MONGODB_URI'] })).toContain('MONGODB_URI');
  });
});

describe('backoffInMs', () => {
  it('doubles from half a second to half a minute', () => {
    expect([1, 2, 3, 7, 50].map(backoffInMs)).toEqual([500, 1000, 2000, 30_000, 30_000]);
  });
});
