import { stackParts, type StackPart } from './stack-part';

/** The variable that replaces each embedded engine by one that runs elsewhere. */
export const connectionVariables: Record<StackPart, string> = { mongod: 'MONGODB_URI', kafka: 'KAFKA_BROKERS', temporal: 'TEMPORAL_ADDRESS' };

/** Which engines the environment names, and which are left to embed. */
export interface ConnectionSettings {
  mongodbUri?: string;
  kafkaBrokers?: string;
  temporalAddress?: string;
  /** Engines to run ourselves. */
  embedded: StackPart[];
}

/** Reads MONGODB_URI, KAFKA_BROKERS and TEMPORAL_ADDRESS; TLS and credentials are read by each client's own settings. */
export function connectionSettings(environment: NodeJS.ProcessEnv): ConnectionSettings {
  const given = (part: StackPart): string | undefined => {
    const value = environment[connectionVariables[part]]?.trim();
    return value === '' ? undefined : value;
  };
  const [mongodbUri, kafkaBrokers, temporalAddress] = [given('mongod'), given('kafka'), given('temporal')];
  return {
    ...(mongodbUri !== undefined && { mongodbUri }),
    ...(kafkaBrokers !== undefined && { kafkaBrokers }),
    ...(temporalAddress !== undefined && { temporalAddress }),
    embedded: stackParts.filter((part) => given(part) === undefined),
  };
}

/** What is said of engines elsewhere, by the part that it is about; mongod has all of it in its URI. */
const elsewhere: Readonly<Record<StackPart, RegExp>> = { mongod: /^MONGODB_URI$/, kafka: /^KAFKA_(BROKERS|TLS|SASL)/, temporal: /^TEMPORAL_/ };

/** The environment without what is said of engines elsewhere that run here instead: these have neither TLS nor credentials. */
export function environmentWithout(embedded: readonly StackPart[], environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !embedded.some((part) => elsewhere[part].test(name))));
}
