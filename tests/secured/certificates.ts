import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A certificate with its key: as PEM files, together in one PEM file, and as a PKCS12 store. */
export interface Certificate {
  readonly certFile: string;
  readonly keyFile: string;
  readonly bothFile: string;
  readonly storeFile: string;
  readonly storePassword: string;
}

/**
 * A self-signed certificate for 127.0.0.1, made by the tools of the Java that Kafka needs anyway. Whoever trusts it as an
 * authority trusts exactly it.
 */
export function makeCertificate(folder: string, name: string): Certificate {
  const storePassword = randomBytes(12).toString('hex');
  const [storeFile, certFile, keyFile, bothFile] = ['p12', 'crt', 'key', 'pem'].map((extension) => join(folder, `${name}.${extension}`)) as [string, string, string, string];
  const run = (command: string, ...args: readonly string[]) => execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const store = ['-keystore', storeFile, '-storepass', storePassword, '-storetype', 'PKCS12', '-alias', name];
  run('keytool', '-genkeypair', ...store, '-keyalg', 'RSA', '-keysize', '2048', '-validity', '2', '-dname', `CN=${name}`, '-ext', 'san=ip:127.0.0.1,dns:localhost');
  const cert = run('keytool', '-exportcert', '-rfc', ...store);
  const key = run('java', join(__dirname, 'KeyToPem.java'), storeFile, storePassword, name);
  writeFileSync(certFile, cert);
  writeFileSync(keyFile, key, { mode: 0o600 });
  writeFileSync(bothFile, `${key}${cert}`, { mode: 0o600 });
  return { certFile, keyFile, bothFile, storeFile, storePassword };
}
