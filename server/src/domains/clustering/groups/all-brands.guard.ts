import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../../../platform/problems/index.js';

/** A group may hold complaints of several brands, so its counts and words are for people who see them all. */
@Injectable()
export class AllBrandsGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
    if (principal && principal.brands !== null) throw new Problem('auth/forbidden', { brands: principal.brands });
    return true;
  }
}
