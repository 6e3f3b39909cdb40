import { Injectable } from '@nestjs/common';
import { type Permission, type Principal, may, rolesWith } from '@tocsin/shared/identity';
import { IncidentId } from '@tocsin/shared/kernel';
import { OVERVIEW, type StreamId } from '@tocsin/shared/live';
import { Problem } from '../platform/problems/index.js';
import { isBrandStream, sharedName } from './audiences.js';

/** `brand`: an incident as readers of its brand alone are told of it. */
export type StreamKind = 'overview' | 'incident' | 'brand' | 'legal' | 'user';
export interface NamedStream {
  readonly kind: StreamKind;
  /** Of the incident or of the person; empty for the overview. */
  readonly id: string;
}
export type IncidentRule = (who: Principal, id: IncidentId) => boolean | Promise<boolean>;

const NEEDS: Record<StreamKind, readonly Permission[]> = {
  overview: ['incident:read'],
  incident: ['incident:read'],
  brand: ['incident:read'],
  legal: ['incident:read', 'incident:legal'],
  user: [],
};

export function nameStream(stream: StreamId): NamedStream {
  if (stream === OVERVIEW) return { kind: 'overview', id: '' };
  if (isBrandStream(stream)) return { kind: 'brand', id: nameStream(sharedName(stream)).id };
  const [kind = '', id = '', part] = stream.split(':');
  if (kind === 'user') return { kind, id };
  return { kind: part === 'legal' ? 'legal' : 'incident', id };
}

/** Who may hear what. Rights are declared here; which incidents exist and who sees them is the domain's to say. */
@Injectable()
export class StreamAccess {
  private incidentRule: IncidentRule | null = null;

  /** Registered once by the incidents domain: false for an incident that is absent or out of this person's sight. */
  incidentsSeenBy(rule: IncidentRule): void {
    this.incidentRule = rule;
  }

  /** Asked before the first listener is let in: without a rule nobody would hear anything, and that must not go unnoticed. */
  requireRules(): void {
    if (!this.incidentRule) throw new Error('no domain has said who may hear of which incident');
  }

  async mayWatch(who: Principal, stream: StreamId): Promise<boolean> {
    return (await this.refusal(who, stream)) === null;
  }

  /** A missing right is named; what one may not know of looks like what does not exist. */
  async refusal(who: Principal, stream: StreamId): Promise<Problem | null> {
    const { kind, id } = nameStream(stream);
    const missing = NEEDS[kind].find((permission) => !may(who, permission));
    if (missing) return new Problem('auth/forbidden', { permission: missing, roles: rolesWith(missing) });
    return (await this.knows(who, kind, id)) ? null : new Problem('live/unknown-stream');
  }

  private knows(who: Principal, kind: StreamKind, id: string): boolean | Promise<boolean> {
    // The overview speaks of every brand at once.
    if (kind === 'overview') return who.brands === null;
    if (kind === 'user') return who.kind === 'user' && who.id === id;
    // Each of the two audiences hears its own record of an incident and never the other's.
    if (kind !== 'legal' && (kind === 'brand') !== (who.brands !== null)) return false;
    const incident = IncidentId.safeParse(id);
    return incident.success && this.incidentRule !== null && this.incidentRule(who, incident.data);
  }
}
