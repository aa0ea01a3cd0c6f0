import type { LoggerService } from '@nestjs/common';
import pino, { type DestinationStream, type Logger } from 'pino';
import { z } from 'zod';

/** Names of fields that never reach a log, wherever they lie: credentials and personal data. */
const secret = [
  'authorization', 'password', 'token', 'key', 'phone', 'phoneLastFour', 'email', 'contact', 'access_token', 'refresh_token', 'id_token', 'code_verifier', 'cookie',
];

/**
 * What looks like a credential or a telephone number inside running text: an error's message is written by a library,
 * which knows nothing of the names above.
 */
const secretText: readonly (readonly [RegExp, string])[] = [
  [/sqk_[\w-]+/g, 'sqk_[masked]'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[masked token]'],
  [/(?<![\w-])(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?![\w-])/g, '[masked phone]'],
];

/** `text` without credentials and mobile numbers. */
export function masked(text: string): string {
  return secretText.reduce((left, [pattern, replacement]) => left.replaceAll(pattern, replacement), text);
}

/** What a log tells of an error. Other properties stay out: a driver's error may carry the whole refused document. */
interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string | number;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: masked(String(error)) };
  const code = 'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? error.code : undefined;
  return {
    type: error.name,
    message: masked(error.message),
    ...(code !== undefined && { code }),
    ...(error.stack !== undefined && { stack: masked(error.stack) }),
    ...(error.cause !== undefined && depth < 3 && { cause: loggedError(error.cause, depth + 1) }),
  };
}

/** A root logger; only its destination differs between a process and a test. */
export function createLogger(level: string, destination: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => loggedError(error) },
      redact: { paths: secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[masked]' },
      hooks: {
        logMethod(parameters, method) {
          const [first, ...rest] = parameters.map((part: unknown) => (typeof part === 'string' ? masked(part) : part));
          Reflect.apply(method, this, [first, ...rest]);
        },
      },
    },
    destination,
  );
}

const lineSchema = z.looseObject({ level: z.number(), time: z.string(), part: z.string().optional(), msg: z.string().optional() });

/** One JSON line as a person reads it: `10:15:02 WARN http a request failed {"request":"…"}`. */
export function readableLine(line: string): string {
  const parsed = lineSchema.safeParse(JSON.parse(line));
  if (!parsed.success) return line;
  const { level, time, part = '', msg = '', ...rest } = parsed.data;
  const details = Object.keys(rest).length === 0 ? '' : ` ${JSON.stringify(rest)}`;
  return `${time.slice(11, 19)} ${(pino.levels.labels[level] ?? String(level)).toUpperCase()} ${part} ${msg}${details}\n`;
}

const forPeople: DestinationStream = { write: (line) => void process.stdout.write(readableLine(line)) };
const root = createLogger(process.env['SUQIAO_LOG_LEVEL'] ?? 'info', process.stdout.isTTY ? forPeople : pino.destination(1));

/** A logger whose every line names its part: JSON lines, or readable ones where a person looks on. */
export function loggerFor(part: string): Logger {
  return root.child({ part });
}

/** Nest's own messages through the same log; its start-up chatter only at debug level. */
export function nestLogger(part: string): LoggerService {
  const logger = loggerFor(part);
  const text = (message: unknown) => (typeof message === 'string' ? message : JSON.stringify(message));
  return {
    log: (message: unknown) => {
      logger.debug(text(message));
    },
    error: (message: unknown, ...rest: unknown[]) => {
      if (message instanceof Error) logger.error({ err: message, rest }, message.message);
      else logger.error({ rest }, text(message));
    },
    warn: (message: unknown) => {
      logger.warn(text(message));
    },
    debug: (message: unknown) => {
      logger.debug(text(message));
    },
    verbose: (message: unknown) => {
      logger.trace(text(message));
    },
  };
}
