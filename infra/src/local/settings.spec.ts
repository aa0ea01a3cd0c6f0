import { connectionSettings, environmentWithout } from './connection-settings';
import { serverProperties } from './kafka';
import { javaMajor, missingError } from './prerequisites';

describe('connectionSettings', () => {
  it('embeds what the environment does not name', () => {
    expect(connectionSettings({})).toEqual({ embedded: ['mongod', 'kafka', 'temporal'] });
    expect(connectionSettings({ KAFKA_BROKERS: 'a:1,b:2', TEMPORAL_ADDRESS: ' ' })).toEqual({ kafkaBrokers: 'a:1,b:2', embedded: ['mongod', 'temporal'] });
  });
});

describe('environmentWithout', () => {
  it('keeps TLS and credentials from engines that run here', () => {
    const environment = { KAFKA_BROKERS: 'a:1', KAFKA_TLS: 'true', TEMPORAL_API_KEY: 'k', TEMPORAL_NAMESPACE: 'theirs', PATH: '/bin' };
    expect(environmentWithout(['mongod', 'temporal'], environment)).toEqual({ KAFKA_BROKERS: 'a:1', KAFKA_TLS: 'true', PATH: '/bin' });
    expect(environmentWithout(['kafka'], environment)).toEqual({ TEMPORAL_API_KEY: 'k', TEMPORAL_NAMESPACE: 'theirs', PATH: '/bin' });
  });
});

describe('javaMajor', () => {
  it.each([['openjdk version "17.0.15" 2025-04-15', 17], ['java version "1.8.0_392"', 8], ['openjdk version "25" 2025-09-16', 25], ['no java', undefined]])('reads %s', (output, major) => {
    expect(javaMajor(output)).toBe(major);
  });
});

describe('missingError', () => {
  it('names every missing program and one command that installs them', () => {
    const { chinese, english } = missingError([
      { program: 'mvn', debianPackage: 'maven', purpose: ['下载 Kafka', 'fetching Kafka'] },
      { program: 'python3', debianPackage: 'python3 python3-pip', purpose: ['下载', 'fetching'] },
    ]);
    expect(chinese).toContain('缺少程序：mvn（下载 Kafka）、python3（下载）');
    expect(english).toContain('sudo apt-get install maven python3 python3-pip');
  });
});

describe('serverProperties', () => {
  it('listens on loopback only', () => {
    const lines = serverProperties({ port: 1, controllerPort: 2, dataDir: '/d' }).split('\n');
    expect(lines).toContain('listeners=PLAINTEXT://127.0.0.1:1,CONTROLLER://127.0.0.1:2');
    expect(lines).toContain('controller.quorum.voters=1@127.0.0.1:2');
    expect(lines).toContain('log.dirs=/d');
  });
});
