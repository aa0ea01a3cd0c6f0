import type { BaseOptions } from '@platformatic/kafka';
import { fileIn, settingIn, switchIn } from '../environment';

/** How to reach a Kafka cluster; the same for the embedded broker and a deployment's own. */
export type KafkaSettings = Pick<BaseOptions, 'clientId' | 'bootstrapBrokers' | 'tls' | 'sasl'>;

const saslMechanisms = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const;

/**
 * Reads how to reach Kafka:
 * - KAFKA_BROKERS: host:port, comma separated.
 * - KAFKA_TLS: `true` for TLS; without it everything goes in clear.
 * - KAFKA_TLS_CA: PEM file of the authorities to trust, instead of the system's.
 * - KAFKA_TLS_CERT, KAFKA_TLS_KEY: PEM files of our own certificate and its key, where the brokers ask for one.
 * - KAFKA_SASL_MECHANISM: PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512, with KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD.
 * @throws Error naming the variable that is missing or not understood
 */
export function kafkaSettings(environment: NodeJS.ProcessEnv, clientId: string): KafkaSettings {
  const brokers = (environment['KAFKA_BROKERS'] ?? '').split(',').map((broker) => broker.trim()).filter((broker) => broker !== '');
  if (brokers.length === 0) throw new Error('KAFKA_BROKERS is not set: host:port, comma separated');
  const tls = tlsSettings(environment);
  const sasl = saslSettings(environment);
  return { clientId, bootstrapBrokers: brokers, ...(tls && { tls }), ...(sasl && { sasl }) };
}

function tlsSettings(environment: NodeJS.ProcessEnv): KafkaSettings['tls'] {
  if (switchIn(environment, 'KAFKA_TLS') !== true) {
    const idle = ['KAFKA_TLS_CA', 'KAFKA_TLS_CERT', 'KAFKA_TLS_KEY'].find((name) => settingIn(environment, name) !== undefined);
    if (idle !== undefined) throw new Error(`${idle} is set, but KAFKA_TLS is not true`);
    return undefined;
  }
  const [ca, cert, key] = [fileIn(environment, 'KAFKA_TLS_CA'), fileIn(environment, 'KAFKA_TLS_CERT'), fileIn(environment, 'KAFKA_TLS_KEY')];
  if ((cert === undefined) !== (key === undefined)) throw new Error('KAFKA_TLS_CERT and KAFKA_TLS_KEY go together');
  return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}

function saslSettings(environment: NodeJS.ProcessEnv): KafkaSettings['sasl'] {
  const wanted = settingIn(environment, 'KAFKA_SASL_MECHANISM');
  const username = settingIn(environment, 'KAFKA_SASL_USERNAME');
  // Not trimmed: a password is taken as it is.
  const password = environment['KAFKA_SASL_PASSWORD'];
  if (wanted === undefined) {
    if (username !== undefined) throw new Error('KAFKA_SASL_USERNAME is set, but KAFKA_SASL_MECHANISM is not');
    return undefined;
  }
  const mechanism = saslMechanisms.find((known) => known === wanted);
  if (mechanism === undefined) throw new Error(`KAFKA_SASL_MECHANISM ${wanted} is not one of ${saslMechanisms.join(', ')}`);
  if (username === undefined || password === undefined || password === '') throw new Error('KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD go with KAFKA_SASL_MECHANISM');
  return { mechanism, username, password };
}
