import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Problem } from '../problems/index.js';
import { Public } from './access.js';
import { Readiness, type ReadinessReport } from './readiness.js';

@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** Answers as long as the process can answer at all: a database outage must not make the orchestrator kill it. */
  @Get('healthz')
  @Public()
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('readyz')
  @Public()
  async ready(): Promise<ReadinessReport> {
    const report = await this.readiness.check();
    if (report.ready) return report;
    if (report.draining) throw new Problem('server/draining');
    throw new Problem(report.database ? 'server/starting' : 'server/database-unavailable', {
      parts: report.parts,
      health: report.health,
    });
  }
}
