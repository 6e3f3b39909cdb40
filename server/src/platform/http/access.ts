import { SetMetadata, createParamDecorator, type CustomDecorator, type ExecutionContext } from '@nestjs/common';
import type { Permission, Principal } from '@tocsin/shared/identity';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems/index.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the access guard; null on public routes. */
    principal: Principal | null;
  }
}

export const REQUIRES = 'tocsin:requires';
export const PUBLIC = 'tocsin:public';

/** Who may call this handler: everyone who holds all of the permissions. A handler with neither this nor `@Public()` refuses everybody. */
export const Requires = (...permissions: [Permission, ...Permission[]]): CustomDecorator => SetMetadata(REQUIRES, permissions);

/** Open to anyone, signed in or not. Every use is listed in the reviewed table of routes. */
export const Public = (): CustomDecorator => SetMetadata(PUBLIC, true);

export const LOCAL = 'tocsin:local';
/** Open to callers on this machine as well, such as a collector of metrics beside the server; everybody else needs what `@Requires` says. */
export const OpenLocally = (): CustomDecorator => SetMetadata(LOCAL, true);

const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];
/** From this machine, and not handed on by a proxy on it for somebody elsewhere. */
export const isLocal = ({ socket, headers }: FastifyRequest): boolean =>
  LOOPBACK.test(socket.remoteAddress ?? '') && FORWARDED.every((name) => headers[name] === undefined);

/** The person or machine that calls. */
export const Me = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!principal) throw new Problem('auth/required');
  return principal;
});
