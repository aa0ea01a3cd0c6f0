import { kafkaSettings } from './settings';

const brokers = { KAFKA_BROKERS: 'a:1, b:2' };

describe('kafkaSettings', () => {
  it('leaves TLS and credentials out where nothing is said of them', () => {
    expect(kafkaSettings({ ...brokers, KAFKA_TLS: '', KAFKA_SASL_USERNAME: '' }, 'x')).toEqual({ clientId: 'x', bootstrapBrokers: ['a:1', 'b:2'] });
  });

  it('reads TLS and credentials', () => {
    const sasl = { KAFKA_SASL_MECHANISM: 'PLAIN', KAFKA_SASL_USERNAME: 'u', KAFKA_SASL_PASSWORD: ' p' };
    expect(kafkaSettings({ ...brokers, ...sasl, KAFKA_TLS: 'TRUE', KAFKA_TLS_CA: __filename }, 'x')).toMatchObject({
      tls: { ca: expect.any(Buffer) as Buffer }, sasl: { mechanism: 'PLAIN', username: 'u', password: ' p' },
    });
  });

  it.each([
    ['KAFKA_TLS', { KAFKA_TLS: 'yes' }],
    ['KAFKA_TLS', { KAFKA_TLS_CA: __filename }],
    ['KAFKA_TLS_CA', { KAFKA_TLS: 'true', KAFKA_TLS_CA: '/nowhere.pem' }],
    ['KAFKA_TLS_KEY', { KAFKA_TLS: 'true', KAFKA_TLS_CERT: __filename }],
    ['KAFKA_SASL_MECHANISM', { KAFKA_SASL_MECHANISM: 'GSSAPI' }],
    ['KAFKA_SASL_MECHANISM', { KAFKA_SASL_USERNAME: 'u' }],
    ['KAFKA_SASL_PASSWORD', { KAFKA_SASL_MECHANISM: 'PLAIN', KAFKA_SASL_USERNAME: 'u' }],
  ])('refuses what would be taken in another sense, naming %s', (named, environment) => {
    expect(() => kafkaSettings({ ...brokers, ...environment }, 'x')).toThrow(named);
  });
});
