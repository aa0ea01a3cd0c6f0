import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';

/** How long a call to Temporal may take before its caller is told that the server is away. */
const rpcLimitInMs = 10_000;

/**
 * Connection settings from the environment, by Temporal's own names: TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE,
 * TEMPORAL_API_KEY, TEMPORAL_TLS, TEMPORAL_TLS_CLIENT_CERT_PATH, TEMPORAL_TLS_CLIENT_KEY_PATH,
 * TEMPORAL_TLS_SERVER_CA_CERT_PATH and the rest of its client configuration.
 */
export function temporalSettings(environment: NodeJS.ProcessEnv) {
  if ((environment['TEMPORAL_ADDRESS'] ?? '') === '') throw new Error('TEMPORAL_ADDRESS is not set: host:port');
  const { connectionOptions, namespace } = loadClientConnectConfig({ overrideEnvVars: definedOnly(environment) });
  return { connectionOptions, namespace: namespace ?? 'default' };
}

/** A client that connects when first used, so that a service starts while Temporal is away. */
export function openTemporal(environment: NodeJS.ProcessEnv): Client {
  const { connectionOptions, namespace } = temporalSettings(environment);
  return new Client({ connection: Connection.lazy(connectionOptions), namespace });
}

/** Runs calls with the time limit of this module; gRPC's DEADLINE_EXCEEDED when it is over. */
export function withinLimit<Result>(client: Client, call: () => Promise<Result>): Promise<Result> {
  return client.withDeadline(Date.now() + rpcLimitInMs, call);
}

function definedOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
