import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, provision, startEmbeddedStack } from '@suqiao/infra/local';
import { Authority } from './certificates';
import { startSecuredKafka } from './kafka';
import { startSecuredMongod } from './mongod';
import { TemporalFront } from './temporal-front';

/** Who may use an engine. */
export interface Login {
  readonly user: string;
  readonly password: string;
}

/** Engines as a cautious operator runs them: TLS everywhere, and nobody without credentials. */
export class SecuredEngines {
  /** In the order in which they started. */
  readonly #stops: (() => Promise<void> | void)[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), 'suqiao-secured-'));
  /** Of an authority that signed none of these engines' certificates. */
  readonly foreignCaFile = new Authority(this.#folder, 'foreign').certFile;
  /** What must never stand in a log. */
  readonly secrets = { mongod: randomSecret(), kafka: randomSecret(), temporal: randomSecret() };
  #environment: Readonly<Record<string, string>> = {};

  private constructor() {
    // Only `start` makes one that runs.
  }

  static async start(toolsDir: string): Promise<SecuredEngines> {
    const engines = new SecuredEngines();
    try {
      await engines.#start(toolsDir);
      return engines;
    } catch (error) {
      await engines.stop();
      throw error;
    }
  }

  /** Everything that Suqiao needs to know, by the README's variables. */
  get environment(): Readonly<Record<string, string>> {
    return this.#environment;
  }

  async stop(): Promise<void> {
    for (const stop of this.#stops.reverse()) await stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #start(toolsDir: string): Promise<void> {
    const authority = new Authority(this.#folder, 'authority');
    const [server, client] = [authority.issue('server'), authority.issue('client')];
    const [ports, tools] = [await freePorts(), await provision({ toolsDir, tools: ['mongod', 'kafka'], environment: process.env })];
    const logins = { mongod: { user: 'suqiao-store', password: this.secrets.mongod }, kafka: { user: 'suqiao-bus', password: this.secrets.kafka } };
    const place = { stateDir: this.#folder, server, caFile: authority.certFile };
    const started = await Promise.allSettled([
      startSecuredMongod({ ...place, tool: tools.mongod, port: ports.mongo, login: logins.mongod }).then((part) => this.#stops.push(() => part.stop())),
      startSecuredKafka({ ...place, tool: tools.kafka, port: ports.kafka, controllerPort: ports.kafkaController, login: logins.kafka }).then((part) => this.#stops.push(() => part.stop())),
      startEmbeddedStack({ stateDir: join(this.#folder, 'temporal'), toolsDir, ports, only: ['temporal'] }).then((stack) => this.#stops.push(() => stack.stop())),
    ]);
    for (const result of started) if (result.status === 'rejected') throw result.reason;
    const front = await TemporalFront.open({ address: `127.0.0.1:${String(ports.temporal)}`, server, caFile: authority.certFile, apiKey: this.secrets.temporal });
    this.#stops.push(() => {
      front.close();
    });
    const { mongod, kafka } = logins;
    this.#environment = {
      MONGODB_URI: `mongodb://${mongod.user}:${mongod.password}@127.0.0.1:${String(ports.mongo)}/?replicaSet=secured&tls=true&tlsCAFile=${encodeURIComponent(authority.certFile)}`,
      KAFKA_BROKERS: `127.0.0.1:${String(ports.kafka)}`, KAFKA_TLS: 'true', KAFKA_TLS_CA: authority.certFile,
      KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512', KAFKA_SASL_USERNAME: kafka.user, KAFKA_SASL_PASSWORD: kafka.password,
      TEMPORAL_ADDRESS: front.address, TEMPORAL_TLS: 'true', TEMPORAL_TLS_SERVER_CA_CERT_PATH: authority.certFile,
      TEMPORAL_TLS_CLIENT_CERT_PATH: client.certFile, TEMPORAL_TLS_CLIENT_KEY_PATH: client.keyFile, TEMPORAL_API_KEY: this.secrets.temporal,
    };
  }
}

function randomSecret(): string {
  return randomBytes(12).toString('hex');
}
