import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems/index.js';

/** For what speaks of several brands at once, such as the counts and words of a group or the audit log: it is for who sees them all. */
@Injectable()
export class AllBrandsGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
    if (principal && principal.brands !== null) throw new Problem('auth/forbidden', { brands: principal.brands });
    return true;
  }
}
