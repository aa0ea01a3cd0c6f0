import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { directory } from '@suqiao/directory';
import { sampleChannels, sampleCredentials, writeCredentials } from './credentials';

describe('sample credentials', () => {
  let folder: string;
  let stateDir: string;
  const file = () => join(stateDir, 'credentials.json');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'suqiao-credentials-'));
    stateDir = join(folder, 'state');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('are made at the first start, differ between installations, and stay at later starts', () => {
    const first = sampleCredentials(stateDir);
    expect(sampleCredentials(stateDir)).not.toEqual(first);
    writeCredentials(stateDir, first, new Map());
    expect(sampleCredentials(stateDir)).toEqual(first);
    expect(Object.keys(first.channels)).toEqual(Object.keys(sampleChannels));
    expect(new Set([...Object.values(first.channels), ...first.users.map(({ password }) => password)]).size).toBe(Object.keys(first.channels).length + first.users.length);
  });

  it('are their owner\'s only, also over a file that was open to all', () => {
    const made = sampleCredentials(stateDir);
    writeCredentials(stateDir, made, new Map());
    rmSync(file());
    writeFileSync(file(), JSON.stringify({ ...made, users: made.users }), { mode: 0o644 });
    writeCredentials(stateDir, sampleCredentials(stateDir), new Map([['admin', 'token-1']]));
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    const written: { users: { username: string; token: string | null }[] } = JSON.parse(readFileSync(file(), 'utf8'));
    expect(written.users.find(({ username }) => username === 'admin')?.token).toBe('token-1');
    expect(written.users.find(({ username }) => username === 'analyst')?.token).toBeNull();
  });

  it('get what a later version adds, and keep what they have', () => {
    const before = sampleCredentials(stateDir);
    const channels = Object.fromEntries(Object.entries(before.channels).filter(([name]) => name !== 'visit'));
    writeCredentials(stateDir, { channels, users: before.users.slice(1) }, new Map());
    const after = sampleCredentials(stateDir);
    expect(after.channels['visit']).toMatch(/^sqk_/);
    expect(after.channels['replay']).toBe(before.channels['replay']);
    expect(after.users.slice(1)).toEqual(before.users.slice(1));
  });

  it('name people whose unit and division exist at their level', () => {
    for (const { username, divisionCode, unitId, level } of sampleCredentials(stateDir).users) {
      const unit = unitId === null ? null : directory.unit(unitId);
      expect({ username, kind: directory.division(divisionCode)?.kind }).toEqual({ username, kind: level });
      expect({ username, division: unit?.divisionCode ?? divisionCode }).toEqual({ username, division: divisionCode });
      if (unitId !== null) expect(unit?.level).toBe(level);
    }
  });
});
