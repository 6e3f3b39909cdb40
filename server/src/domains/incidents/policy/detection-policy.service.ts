import { Injectable } from '@nestjs/common';
import type { DetectionPolicy, VersionedDetectionPolicy } from '@tocsin/shared/incidents';
import type { Principal } from '@tocsin/shared/identity';
import { OVERVIEW } from '@tocsin/shared/live';
import { Audit } from '../../../audit/index.js';
import { actorOf, EventLog } from '../../../live/index.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Db } from '../../../platform/database/db.js';
import { refuseStale } from '../../../platform/http/if-match.js';
import { DetectionPolicyRepository } from './detection-policy.repository.js';

@Injectable()
export class DetectionPolicyService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly policies: DetectionPolicyRepository,
    private readonly events: EventLog,
    private readonly audit: Audit,
  ) {}

  read(): Promise<VersionedDetectionPolicy> {
    return this.policies.readVersioned();
  }

  /** Refuses (412) when another version than `seen` is in force. Holds from the next batch on; groups that stand where they stood are looked at again when their next complaint comes. */
  async change(me: Principal, to: DetectionPolicy, seen: number | null): Promise<VersionedDetectionPolicy> {
    return this.db.transaction(async (tx) => {
      await this.policies.lock(tx);
      const { version, ...from } = await this.policies.readVersioned(tx);
      refuseStale(seen, version);
      await this.policies.write(tx, to, this.clock.now());
      await this.events.append(tx, actorOf(me), [OVERVIEW], { type: 'policy.detection-changed', payload: { from, to } });
      await this.audit.record(tx, me, 'policy.detection-changed', { type: 'policy', id: 'detection' }, { from, to });
      return { ...to, version: version + 1 };
    });
  }
}
