import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { incidentNoOf } from '@tocsin/shared/kernel';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { notFound } from '../../platform/problems/index.js';
import { IncidentsRepository } from './incidents.repository.js';

/** People write the number of an incident where programs write its id; both name it in an address. Runs before the id is checked. */
@Injectable()
export class IncidentNumbers implements NestInterceptor {
  constructor(private readonly incidents: IncidentsRepository) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const { params } = context.switchToHttp().getRequest<FastifyRequest<{ Params: { id?: string } }>>();
    const no = params.id === undefined ? null : incidentNoOf(params.id);
    if (no !== null) {
      const id = await this.incidents.idOf(no);
      if (id === null) throw notFound();
      params.id = id;
    }
    return next.handle();
  }
}
