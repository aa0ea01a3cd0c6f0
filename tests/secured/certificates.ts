import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A certificate with its key: as PEM files, and together in one. */
export interface Certificate {
  readonly certFile: string;
  readonly keyFile: string;
  readonly bothFile: string;
}

const dayInMs = 24 * 3600 * 1000;
/** Object identifiers, as their bytes in hex. */
const oid = { commonName: '550403', subjectAltName: '551d11', basicConstraints: '551d13', ecdsaWithSha256: '2a8648ce3d040302' };

/** An authority of a test's own, written in X.509's bytes: a bare machine has no program that makes certificates with an authority. */
export class Authority {
  readonly certFile: string;
  readonly #name: string;
  readonly #key: KeyObject;

  constructor(private readonly folder: string, name: string) {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    [this.#name, this.#key, this.certFile] = [name, privateKey, join(folder, `${name}.crt`)];
    const isAuthority = extension(oid.basicConstraints, sequence(der(0x01, Buffer.from([0xff]))));
    writeFileSync(this.certFile, this.#signed(name, publicKey, isAuthority));
  }

  /** For whoever answers at 127.0.0.1, or calls from there. */
  issue(name: string): Certificate {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const addresses = extension(oid.subjectAltName, sequence(der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1]))));
    const cert = this.#signed(name, publicKey, addresses);
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
    const file = (ending: string) => join(this.folder, `${name}.${ending}`);
    writeFileSync(file('crt'), cert);
    writeFileSync(file('key'), key, { mode: 0o600 });
    writeFileSync(file('pem'), `${String(key)}${cert}`, { mode: 0o600 });
    return { certFile: file('crt'), keyFile: file('key'), bothFile: file('pem') };
  }

  #signed(subject: string, publicKey: KeyObject, said: Buffer): string {
    const algorithm = sequence(der(0x06, Buffer.from(oid.ecdsaWithSha256, 'hex')));
    // The first byte keeps the number positive and its encoding the shortest.
    const serial = der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)]));
    const validity = sequence(time(Date.now() - dayInMs), time(Date.now() + dayInMs));
    const body = sequence(
      der(0xa0, der(0x02, Buffer.from([2]))), serial, algorithm, named(this.#name), validity, named(subject),
      publicKey.export({ type: 'spki', format: 'der' }), der(0xa3, sequence(said)),
    );
    const whole = sequence(body, algorithm, der(0x03, Buffer.from([0]), sign('sha256', body, this.#key)));
    return `-----BEGIN CERTIFICATE-----\n${whole.toString('base64').replace(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`;
  }
}

/** One value of ASN.1: its kind, its length, its content. */
function der(kind: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([kind, ...size]), content]);
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return der(0x30, ...parts);
}

function named(commonName: string): Buffer {
  return sequence(der(0x31, sequence(der(0x06, Buffer.from(oid.commonName, 'hex')), der(0x0c, Buffer.from(commonName)))));
}

function extension(identifier: string, content: Buffer): Buffer {
  return sequence(der(0x06, Buffer.from(identifier, 'hex')), der(0x04, content));
}

function time(at: number): Buffer {
  return der(0x17, Buffer.from(`${new Date(at).toISOString().replace(/\D/g, '').slice(2, 14)}Z`));
}
