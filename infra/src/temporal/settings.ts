import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { fileIn, settingIn, switchIn } from '../environment';

/** How long a call to Temporal may take before its caller is told that the server is away. */
const rpcLimitInMs = 10_000;

/**
 * Reads how to reach Temporal, by Temporal's own names:
 * - TEMPORAL_ADDRESS: host:port. TEMPORAL_NAMESPACE: `default` unless told.
 * - TEMPORAL_API_KEY: goes with each call; with it TLS is on unless TEMPORAL_TLS is `false`.
 * - TEMPORAL_TLS: `true` for TLS; on as well when one of the following is set.
 * - TEMPORAL_TLS_SERVER_CA_CERT_PATH: PEM file of the authorities to trust, instead of the system's.
 * - TEMPORAL_TLS_CLIENT_CERT_PATH, TEMPORAL_TLS_CLIENT_KEY_PATH: PEM files of our own certificate and its key (mTLS).
 * - TEMPORAL_TLS_SERVER_NAME: the name to expect in the server's certificate where it is not the address's.
 * - The same three with _DATA instead of _PATH hold the PEM text itself; TEMPORAL_GRPC_META_… adds a header.
 * - TEMPORAL_CONFIG_FILE, TEMPORAL_PROFILE: Temporal's own client configuration, read only when one of them is set.
 * @throws Error naming the variable that is missing or not understood
 */
export function temporalSettings(environment: NodeJS.ProcessEnv) {
  if (settingIn(environment, 'TEMPORAL_ADDRESS') === undefined) throw new Error('TEMPORAL_ADDRESS is not set: host:port');
  const variables = settingsOfTemporal(environment);
  // A configuration that lies in the home folder is about the operator's command line, not about Suqiao.
  const disableFile = variables['TEMPORAL_CONFIG_FILE'] === undefined && variables['TEMPORAL_PROFILE'] === undefined;
  const { connectionOptions, namespace } = loadClientConnectConfig({ overrideEnvVars: variables, disableFile });
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

/** The failure to connect, with the server's name: the client's own message tells neither whom it called nor what to look at. */
export function temporalUnreachable(environment: NodeJS.ProcessEnv, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return new Error(`Temporal at ${settingIn(environment, 'TEMPORAL_ADDRESS') ?? ''} is away or refuses the credentials (TEMPORAL_API_KEY, TEMPORAL_TLS_…): ${reason}`, { cause: error });
}

/** What Temporal's own reader would take silently in another sense: empty values, other words for `true`, half a key pair. */
function settingsOfTemporal(environment: NodeJS.ProcessEnv): Record<string, string> {
  const names = Object.keys(environment).filter((name) => name.startsWith('TEMPORAL_'));
  const given = Object.fromEntries(names.flatMap((name) => {
    const value = settingIn(environment, name);
    return value === undefined ? [] : [[name, value] as const];
  }));
  for (const name of ['TEMPORAL_TLS', 'TEMPORAL_TLS_DISABLE_HOST_VERIFICATION']) {
    const isOn = switchIn(environment, name);
    if (isOn !== undefined) given[name] = String(isOn);
  }
  for (const name of ['SERVER_CA_CERT', 'CLIENT_CERT', 'CLIENT_KEY']) fileIn(environment, `TEMPORAL_TLS_${name}_PATH`);
  const has = (name: string) => `TEMPORAL_TLS_${name}_PATH` in given || `TEMPORAL_TLS_${name}_DATA` in given;
  if (has('CLIENT_CERT') !== has('CLIENT_KEY') && !('TEMPORAL_CONFIG_FILE' in given)) {
    throw new Error('TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH go together');
  }
  return given;
}
