import type { CustomDecorator } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether a form sent without a script is read here. */
    forms?: boolean;
  }
}

/** Reads `application/x-www-form-urlencoded` too. Everywhere else such a body is refused: there texts would stand for numbers and lists. */
export const TakesForms = (): CustomDecorator => RouteConfig({ forms: true });

export const takesForms = (request: FastifyRequest): boolean => request.routeOptions.config.forms === true;
