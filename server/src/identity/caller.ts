import type { FastifyRequest } from 'fastify';
import type { Caller } from './password-check.js';

export const callerOf = (request: FastifyRequest): Caller => ({ ip: request.ip, userAgent: request.headers['user-agent'] ?? '' });
