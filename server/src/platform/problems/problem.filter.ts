import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { log } from '../logging/log.js';
import { problemBody } from './problem-body.js';
import type { Problem } from './problem.js';
import { toProblem } from './to-problem.js';

const logger = log('http');
export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

/** The only way an error leaves the house over HTTP. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = toProblem(error);
  tell(problem, error);
  if (reply.sent || reply.raw.headersSent) {
    // Part of an answer is out already (an export, say): cutting the connection is the only honest sign left.
    reply.raw.destroy();
    return;
  }
  const wait = retryAfter(problem);
  if (wait !== null) void reply.header('retry-after', wait);
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer realm="tocsin"');
  void reply
    .status(problem.status)
    .type(PROBLEM_JSON)
    .send(JSON.stringify(problemBody(problem, request.id)));
}

/** Our own fault is an error; an outage behind us a warning; what we answer on purpose is counted, not told. */
function tell(problem: Problem, error: unknown): void {
  if (problem.status === 500) logger.error({ err: problem.extras.cause ?? error }, problem.code);
  else if (problem.status > 500 && problem.extras.cause) logger.warn({ err: problem.extras.cause }, problem.code);
}

/** Whoever is told to come back is told when. */
export function retryAfter(problem: Problem): string | null {
  const seconds = problem.extras.retryAfter ?? (problem.status === 503 ? 2 : problem.status === 429 ? 1 : null);
  return seconds === null ? null : String(Math.max(1, Math.ceil(seconds)));
}
