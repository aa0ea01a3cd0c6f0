import { createHash } from 'node:crypto';
import type { Pins, WheelPin } from './pins';

/** The requirement file for pip: exact versions, each with its checksum, for `--require-hashes`. */
export function requirementsFile(wheels: readonly WheelPin[]): string {
  return wheels.map(({ name, version, sha256 }) => `${name}==${version} --hash=sha256:${sha256}\n`).join('');
}

/** A Maven project whose run-time class path is Kafka's. */
export function pomFile(artifacts: Pins['kafka']['artifacts']): string {
  const dependencies = artifacts.map(({ groupId, artifactId, version }) =>
    `    <dependency><groupId>${groupId}</groupId><artifactId>${artifactId}</artifactId><version>${version}</version></dependency>\n`);
  return [
    '<project xmlns="http://maven.apache.org/POM/4.0.0">\n',
    '  <modelVersion>4.0.0</modelVersion>\n',
    '  <groupId>suqiao</groupId><artifactId>embedded-kafka</artifactId><version>1</version><packaging>pom</packaging>\n',
    '  <dependencies>\n', ...dependencies, '  </dependencies>\n',
    '</project>\n',
  ].join('');
}

/** Names what an installed tool was made from: another pin or another layout gives another stamp. */
export function installationStamp(pinned: unknown, layout: number): string {
  return createHash('sha256').update(JSON.stringify({ pinned, layout })).digest('hex');
}
