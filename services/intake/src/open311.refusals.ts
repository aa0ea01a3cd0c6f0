import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Language, Open311Error } from '@suqiao/contracts';
import { languageOf, problemOf, type ProblemError } from '@suqiao/infra/http';
import { loggerFor } from '@suqiao/infra/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { argumentOf, type Open311Fault } from './domain/open311-form';
import { sendOpen311 } from './open311.writing';

const logger = loggerFor('open311');

/** Thrown for what only Open311 refuses. */
export class Open311Refusal extends Error {
  override readonly name = 'Open311Refusal';

  constructor(readonly faults: readonly Open311Fault[]) {
    super(faults.map(({ argument, text }) => `${argument}: ${text.en}`).join('; '));
  }
}

/**
 * Writes every error of the Open311 routes as the standard has it: 403 for a key that is missing or wrong, 404 for what is
 * not there, 400 for any other mistake; what is no mistake of the client's keeps its 429, 500 or 503, with Retry-After.
 */
@Catch()
export class Open311Filter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent) return;
    const language = languageOf(request.headers['accept-language']);
    reply.header('cache-control', 'no-store');
    if (error instanceof Open311Refusal) {
      const status = error.faults[0]?.status ?? 400;
      sendOpen311(request, reply.status(status), 'errors', error.faults.map(({ argument, text, ...fault }): Open311Error => ({ code: fault.status, description: `${argument}: ${text[language]}` })));
      return;
    }
    const problem = problemOf(error);
    if (problem.type === 'internal') logger.error({ err: error, request: request.id }, 'a request failed');
    const status = statusOf(problem);
    const retryAfter = problem.details.headers?.['retry-after'];
    if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
    sendOpen311(request, reply.status(status), 'errors', errorsOf(problem, status, language));
  }
}

function statusOf({ status }: ProblemError): number {
  if (status === 401 || status === 403) return 403;
  return status === 404 || status === 429 || status >= 500 ? status : 400;
}

function errorsOf(problem: ProblemError, code: number, language: Language): Open311Error[] {
  const { title, detail, errors = [] } = problem.toProblem(language, '');
  if (errors.length > 0) return errors.map((fault) => ({ code, description: `${argumentOf(fault.pointer ?? fault.parameter ?? '')}: ${fault.detail}` }));
  if (code === 403 && detail === undefined) return [{ code, description: language === 'en' ? 'Missing or invalid api_key' : '缺少 api_key，或 api_key 无效' }];
  return [{ code, description: detail === undefined ? title : `${title}: ${detail}` }];
}
