import fc from 'fast-check';
import { pins } from './pins';
import { formatProgress, forwardOnly, jarOfMavenLine } from './progress';

describe('forwardOnly', () => {
  it('never goes back and never passes the total', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1e9 }), fc.array(fc.integer({ min: 0, max: 2e9 })), (total, measured) => {
      const told = measured.map(forwardOnly(total));
      told.forEach((bytes, index) => {
        expect(bytes).toBeLessThanOrEqual(total);
        expect(bytes).toBeGreaterThanOrEqual(told[index - 1] ?? 0);
        expect(bytes).toBe(Math.min(total, Math.max(...measured.slice(0, index + 1))));
      });
    }));
  });
});

describe('formatProgress', () => {
  it('draws a bar of what is done', () => {
    expect(formatProgress({ doneBytes: 12_300_000, totalBytes: 24_600_000, message: 'mongod' })).toBe('[##########----------]  50%  12.3/24.6 MB  mongod');
  });
  it('is the message alone where the size is not known', () => {
    expect(formatProgress({ message: '启动 starting' })).toBe('启动 starting');
    expect(formatProgress({ doneBytes: 5, totalBytes: 0, message: 'x' })).toBe('x');
  });
});

describe('jarOfMavenLine', () => {
  const line = (file: string) => `[INFO] Downloaded from central: scheme://host/maven2/org/apache/kafka/kafka-clients/4.3.1/${file} (10 MB at 9.1 MB/s)`;
  it('knows a pinned jar by its name, however the repository is called', () => {
    expect(jarOfMavenLine(line('kafka-clients-4.3.1.jar'), pins.kafka.jars)?.sizeBytes).toBe(10_204_032);
  });
  it('passes over poms, plugins and lines that tell of a download that only begins', () => {
    expect(jarOfMavenLine(line('kafka-clients-4.3.1.pom'), pins.kafka.jars)).toBeUndefined();
    expect(jarOfMavenLine(line('plexus-utils-4.0.2.jar'), pins.kafka.jars)).toBeUndefined();
    expect(jarOfMavenLine(line('kafka-clients-4.3.1.jar').replace('Downloaded', 'Downloading'), pins.kafka.jars)).toBeUndefined();
  });
});
