import { Injectable } from '@nestjs/common';
import type { Principal } from '@tocsin/shared/identity';
import { demandGroups, type DemandGroups } from '@tocsin/shared/incidents';
import { Clock } from '../../platform/clock/clock.js';
import { Cases } from '../complaints/index.js';
import type { IncidentRow } from './incidents.repository.js';
import { NumbersRepository } from './numbers.repository.js';

/**
 * Whom an incident has to satisfy with what: counted from its complaints, so that the parts sum to the whole. Each part opens the list it
 * counts, so people who see some brands only are counted what they can open.
 */
@Injectable()
export class DemandGroupsService {
  constructor(
    private readonly clock: Clock,
    private readonly numbers: NumbersRepository,
    private readonly cases: Cases,
  ) {}

  async of(row: IncidentRow, brands: Principal['brands']): Promise<DemandGroups> {
    const raw = (await this.numbers.read([row.id], this.clock.now())).get(row.id);
    const groups = demandGroups(await this.cases.demandCounts(raw?.groupIds ?? [], brands));
    const total = (of: 'posts' | 'complaints'): number => groups.reduce((sum, group) => sum + group[of], 0);
    return { posts: total('posts'), complaints: total('complaints'), groups };
  }
}
