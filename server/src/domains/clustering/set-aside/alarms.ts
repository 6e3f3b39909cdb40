import { Injectable } from '@nestjs/common';
import type { GroupId } from '@tocsin/shared/kernel';
import type { Tx } from '../../../platform/database/db.js';
import { isolated, MOST_ATTEMPTS } from '../../../platform/database/isolated.js';
import { log } from '../../../platform/logging/log.js';
import type { NewCase } from '../../complaints/index.js';
import { Failpoints } from '../consumer/failpoints.js';
import { GroupPort } from '../ports.js';
import { failureOf } from './failure.rules.js';
import { SetAsideRepository } from './set-aside.repository.js';

/** A group and how many of what it gained are no past cases. */
interface Gained {
  readonly id: GroupId;
  readonly current: number;
}
type Arrived = Pick<NewCase, 'complaintId' | 'groupId'>;

/** Tells detection of groups that grew, each apart where it must be: a group that cannot be checked holds up no other, nor its own complaints. */
@Injectable()
export class Alarms {
  constructor(
    private readonly port: GroupPort,
    private readonly setAside: SetAsideRepository,
    private readonly failpoints: Failpoints,
  ) {}

  /** Answers the groups that could not be checked; the newest complaint of each stands for it. */
  async check(tx: Tx, gains: readonly Gained[], at: Date, arrived: readonly Arrived[]): Promise<GroupId[]> {
    const touched = gains.map(({ id }) => id);
    const current = new Set(gains.flatMap(({ id, current: n }) => (n > 0 ? [id] : [])));
    const failed = await isolated(tx, touched, async (part) => {
      for (const one of arrived) if (part.includes(one.groupId)) this.failpoints.poison('detection', one.complaintId);
      await this.port.get()?.changed(tx, { touched: part, stirred: part.filter((id) => current.has(id)), at });
    });
    for (const { item, error } of failed) {
      log('clustering').error({ failure: failureOf(error), group: item }, 'a group could not be checked for an alarm and is set aside');
      const newest = arrived.findLast(({ groupId }) => groupId === item);
      if (newest)
        await this.setAside.fail(tx, {
          ...{ complaint: newest.complaintId, stage: 'detection', failure: failureOf(error), attempts: MOST_ATTEMPTS },
        });
    }
    const bad = new Set(failed.map(({ item }) => item));
    const good = touched.filter((group) => !bad.has(group));
    if (good.length > 0) await this.setAside.detected(tx, good);
    return [...bad];
  }

  committed(): void {
    this.port.get()?.committed();
  }
}
