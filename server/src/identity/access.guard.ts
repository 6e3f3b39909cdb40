import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { rolesWith, type Permission, type Principal } from '@tocsin/shared/identity';
import type { FastifyRequest } from 'fastify';
import { Config } from '../platform/config/config.js';
import { isLocal, LOCAL, PUBLIC, REQUIRES } from '../platform/http/access.js';
import { Problem } from '../platform/problems/index.js';
import { credentialsOf } from './credentials.js';
import { SessionAuthenticator } from './session-authenticator.js';

/** Refuses everybody unless the handler says who may come in. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: SessionAuthenticator,
    private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // Guards do not run at a websocket handshake; the gateway asks the authenticator itself.
    if (context.getType() !== 'http') return true;
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, targets)) return true;
    const required = this.reflector.getAllAndOverride<Permission[] | undefined>(REQUIRES, targets);
    if (!required) throw new Problem('auth/forbidden');
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (this.reflector.getAllAndOverride<boolean | undefined>(LOCAL, targets) && (this.config.metricsOpen || isLocal(request))) return true;
    const credentials = credentialsOf(request.headers);
    const principal = await this.authenticator.authenticate(credentials);
    if (!principal) throw await this.authenticator.refusal(credentials);
    request.principal = principal;
    request.work.userId = principal.id;
    refuseMissing(principal, required);
    return true;
  }
}

/** Staff are told what they lack and who has it; it is their own house. */
function refuseMissing(principal: Principal, required: readonly Permission[]): void {
  const permission = required.find((one) => !principal.permissions.has(one));
  if (permission) throw new Problem('auth/forbidden', { permission, roles: rolesWith(permission) });
}
