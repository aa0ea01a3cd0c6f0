import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SecretBox, webhookSettings } from './webhooks.settings';

const key = Buffer.alloc(32, 7);

it('opens what it sealed, for its owner only, and nothing that was changed', () => {
  const box = new SecretBox(key);
  const sealed = box.seal('whsec_一', 'mine');
  expect(box.open(sealed, 'mine')).toBe('whsec_一');
  expect(box.seal('whsec_一', 'mine')).not.toBe(sealed);
  expect(() => box.open(sealed, 'theirs')).toThrow();
  expect(() => new SecretBox(Buffer.alloc(32, 8)).open(sealed, 'mine')).toThrow();
  const changed = Buffer.from(sealed, 'base64');
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  expect(() => box.open(changed.toString('base64'), 'mine')).toThrow();
});

it('takes a key of 32 bytes, makes one in an embedded installation, once and for its owner, and goes without elsewhere', () => {
  expect(webhookSettings({}).box).toBeNull();
  expect(() => webhookSettings({ WEBHOOK_SECRET_KEY: 'c2hvcnQ=' })).toThrow('WEBHOOK_SECRET_KEY');
  const folder = mkdtempSync(join(tmpdir(), 'suqiao-webhooks-'));
  try {
    const [one, other] = [webhookSettings({ SUQIAO_STATE_DIR: folder }).box, webhookSettings({ SUQIAO_STATE_DIR: folder }).box];
    expect(other?.open(one?.seal('s', 'o') ?? '', 'o')).toBe('s');
    expect(statSync(join(folder, 'webhook-secret-key')).mode & 0o777).toBe(0o600);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
