import { readFileSync } from 'node:fs';
import type { BaseOptions } from '@platformatic/kafka';

/** How to reach a Kafka cluster; the same for the embedded broker and a deployment's own. */
export type KafkaSettings = Pick<BaseOptions, 'clientId' | 'bootstrapBrokers' | 'tls' | 'sasl'>;

const saslMechanisms = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const;

/**
 * Reads KAFKA_BROKERS (comma separated host:port), KAFKA_TLS (`true`), KAFKA_TLS_CA, KAFKA_TLS_CERT, KAFKA_TLS_KEY (PEM
 * files), KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD.
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
  if (environment['KAFKA_TLS'] !== 'true') return undefined;
  const file = (name: string) => {
    const path = environment[name];
    return path === undefined ? undefined : readFileSync(path);
  };
  const [ca, cert, key] = [file('KAFKA_TLS_CA'), file('KAFKA_TLS_CERT'), file('KAFKA_TLS_KEY')];
  return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}

function saslSettings(environment: NodeJS.ProcessEnv): KafkaSettings['sasl'] {
  const wanted = environment['KAFKA_SASL_MECHANISM'];
  if (wanted === undefined) return undefined;
  const mechanism = saslMechanisms.find((known) => known === wanted);
  if (mechanism === undefined) throw new Error(`KAFKA_SASL_MECHANISM ${wanted} is not one of ${saslMechanisms.join(', ')}`);
  const { KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password } = environment;
  if (username === undefined || password === undefined) throw new Error('KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD go with KAFKA_SASL_MECHANISM');
  return { mechanism, username, password };
}
