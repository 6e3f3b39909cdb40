import { SetMetadata, applyDecorators, createParamDecorator, type CustomDecorator, type ExecutionContext } from '@nestjs/common';
import type { Permission, Principal } from '@tocsin/shared/identity';
import { ApiExtension } from '@nestjs/swagger';
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
/** The same, as the OpenAPI document tells it. */
export const SAYS_PERMISSIONS = 'x-permissions';
export const SAYS_PUBLIC = 'x-public';

/** Who may call this handler: everyone who holds all of the permissions. A handler with neither this nor `@Public()` refuses everybody. */
export const Requires = (...permissions: [Permission, ...Permission[]]): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(REQUIRES, permissions), ApiExtension(SAYS_PERMISSIONS, permissions));

/** Open to anyone, signed in or not. Every use is listed in the reviewed table of routes. */
export const Public = (): MethodDecorator & ClassDecorator => applyDecorators(SetMetadata(PUBLIC, true), ApiExtension(SAYS_PUBLIC, true));

export const LOCAL = 'tocsin:local';
/** Open to callers on this machine as well, such as a collector of metrics beside the server; everybody else needs what `@Requires` says. */
export const OpenLocally = (): CustomDecorator => SetMetadata(LOCAL, true);

const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;
/** Whatever a proxy adds to a request it hands on. */
const FORWARDED = /^(?:forwarded|via|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip|x-forwarded-.*|x-original-.*)$/;
/** From this machine, and not handed on by a proxy on it for somebody elsewhere. */
export const isLocal = ({ socket, headers }: FastifyRequest): boolean =>
  LOOPBACK.test(socket.remoteAddress ?? '') && !Object.keys(headers).some((name) => FORWARDED.test(name));

/** The person or machine that calls. */
export const Me = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!principal) throw new Problem('auth/required');
  return principal;
});
