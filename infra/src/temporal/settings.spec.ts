import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { temporalSettings } from './settings';

const address = { TEMPORAL_ADDRESS: 'a:1' };

describe('temporalSettings', () => {
  it('speaks in clear without a key, also where an environment leaves names empty', () => {
    const { connectionOptions, namespace } = temporalSettings({ ...address, TEMPORAL_API_KEY: '', TEMPORAL_NAMESPACE: ' ', TEMPORAL_TLS_CLIENT_CERT_PATH: '' });
    expect([connectionOptions.address, connectionOptions.apiKey, connectionOptions.tls, namespace]).toEqual(['a:1', undefined, undefined, 'default']);
  });

  it('turns TLS on for a key, and for every word that means it', () => {
    expect(temporalSettings({ ...address, TEMPORAL_API_KEY: 'k' }).connectionOptions.tls).toBe(true);
    const { connectionOptions } = temporalSettings({ ...address, TEMPORAL_API_KEY: 'k', TEMPORAL_TLS: 'TRUE', TEMPORAL_TLS_SERVER_NAME: 'n' });
    expect(connectionOptions).toMatchObject({ apiKey: 'k', tls: { serverNameOverride: 'n' } });
  });

  it.each([
    ['TEMPORAL_TLS', { TEMPORAL_TLS: 'yes' }],
    ['TEMPORAL_TLS_SERVER_CA_CERT_PATH', { TEMPORAL_TLS_SERVER_CA_CERT_PATH: '/nowhere.pem' }],
    ['TEMPORAL_TLS_CLIENT_KEY_PATH', { TEMPORAL_TLS_CLIENT_CERT_PATH: __filename }],
  ])('refuses what would be taken in another sense, naming %s', (named, environment) => {
    expect(() => temporalSettings({ ...address, ...environment })).toThrow(named);
  });

  it("leaves the operator's own command line configuration alone unless it is named", () => {
    const home = mkdtempSync(join(tmpdir(), 'suqiao-temporal-'));
    try {
      mkdirSync(join(home, 'temporalio'));
      const file = join(home, 'temporalio', 'temporal.toml');
      writeFileSync(file, '[profile.default]\nnamespace = "theirs"\napi_key = "k"\n');
      expect(temporalSettings({ ...address, XDG_CONFIG_HOME: home }).namespace).toBe('default');
      expect(temporalSettings({ ...address, TEMPORAL_CONFIG_FILE: file }).namespace).toBe('theirs');
    } finally {
      rmSync(home, { recursive: true });
    }
  });
});
