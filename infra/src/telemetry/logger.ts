import type { LoggerService } from '@nestjs/common';
import pino, { type Logger } from 'pino';

/** Names of fields that never reach a log, wherever they lie: credentials and personal data. */
const secret = ['authorization', 'password', 'token', 'key', 'phone', 'contact', 'access_token', 'refresh_token'];

const root = pino({
  level: process.env['SUQIAO_LOG_LEVEL'] ?? 'info',
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: { paths: secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[masked]' },
});

/** A JSON-lines logger whose every line names its part. */
export function loggerFor(part: string): Logger {
  return root.child({ part });
}

/** Nest's own messages through the same log; its start-up chatter only at debug level. */
export function nestLogger(part: string): LoggerService {
  const logger = loggerFor(part);
  const text = (message: unknown) => (typeof message === 'string' ? message : JSON.stringify(message));
  return {
    log: (message: unknown) => logger.debug(text(message)),
    error: (message: unknown, ...rest: unknown[]) => logger.error({ rest }, message instanceof Error ? (message.stack ?? message.message) : text(message)),
    warn: (message: unknown) => logger.warn(text(message)),
    debug: (message: unknown) => logger.debug(text(message)),
    verbose: (message: unknown) => logger.trace(text(message)),
  };
}
