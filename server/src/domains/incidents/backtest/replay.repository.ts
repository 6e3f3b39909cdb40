import { Injectable } from '@nestjs/common';
import type { DetectionPolicy } from '@tocsin/shared/incidents';
import type { ComplaintId, GroupId, IncidentId } from '@tocsin/shared/kernel';
import type { Tx } from '../../../platform/database/db.js';
import type { IncidentRow } from '../incidents.repository.js';
import type { Arrival } from './replayed-group.js';

export interface CandidateGroup {
  id: GroupId;
  title: string;
  complainants: number;
  terms: { term: string; weight: number }[];
  incident_id: IncidentId | null;
}
export interface PastIncident extends Pick<
  IncidentRow,
  'id' | 'no' | 'title' | 'state' | 'severity' | 'cause' | 'detected_at' | 'closed_at'
> {
  folded_into: IncidentId | null;
}
export interface Range {
  first: number;
  last: number;
  complaints: number;
}
interface ArrivalRow {
  seq: string;
  id: ComplaintId;
  group_id: GroupId;
  received_at: Date;
  counted_at: Date | null;
  person: string;
  repost: boolean;
  critical: boolean;
}

/** The least id that the application can have given at this moment: ids begin with their time. */
const leastId = (ms: number): string => {
  const hex = ms.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
};
const arrivalOf = (id: ComplaintId): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
const INCIDENT = 'i.id, i.no, i.title, i.state, i.severity, i.cause, i.detected_at, i.closed_at, i.folded_into';

/** What a replay reads. Nothing here writes, and each statement takes a bounded part. */
@Injectable()
export class ReplayRepository {
  /** Groups that gained something since then and are large enough today for a rule of one of the policies to be broken on the way. */
  async candidates(tx: Tx, since: number, policies: readonly DetectionPolicy[]): Promise<CandidateGroup[]> {
    const least = (pick: (policy: DetectionPolicy) => number): number => Math.min(...policies.map(pick));
    return tx.query(
      `SELECT g.id, g.title, g.complainants, g.terms, g.incident_id FROM complaint_group g
       WHERE g.merged_into IS NULL AND g.posts > 0
         AND (g.complainants >= $2 OR g.complaints >= $3 OR ($4 AND coalesce((g.tally ->> 'critical')::integer, 0) > 0))
         AND g.id IN (SELECT c.group_id FROM complaint_case c WHERE c.complaint_id >= $1::uuid) ORDER BY g.id`,
      [
        leastId(since),
        least(({ minComplainants }) => minComplainants),
        least(({ burst }) => burst),
        policies.some(({ criticalRisk }) => criticalRisk),
      ],
    );
  }

  /** Incidents raised since then, and those that stood at that moment. */
  async incidents(tx: Tx, since: Date): Promise<{ raised: PastIncident[]; standing: PastIncident[] }> {
    const rows: PastIncident[] = await tx.query(
      `SELECT ${INCIDENT} FROM incident i WHERE i.detected_at >= $1 OR i.closed_at IS NULL OR i.closed_at > $1 ORDER BY i.detected_at, i.id`,
      [since],
    );
    return { raised: rows.filter((row) => row.detected_at >= since), standing: rows.filter((row) => row.detected_at < since) };
  }

  /** Groups of these incidents as they stand now. */
  async groupsOf(tx: Tx, incidents: readonly IncidentId[]): Promise<CandidateGroup[]> {
    return tx.query(
      `SELECT g.id, g.title, g.complainants, g.terms, g.incident_id FROM complaint_group g
       WHERE g.incident_id = ANY ($1::uuid[]) AND g.merged_into IS NULL ORDER BY g.complainants DESC, g.id`,
      [incidents],
    );
  }

  async arrived(tx: Tx, since: number): Promise<number> {
    const rows: { n: string }[] = await tx.query(`SELECT count(*) AS n FROM complaint_case WHERE complaint_id >= $1::uuid`, [
      leastId(since),
    ]);
    return Number(rows[0]?.n ?? 0);
  }

  /** Where the members of these groups stand in the intake log, and how many they are. */
  async range(tx: Tx, groups: readonly GroupId[]): Promise<Range> {
    const rows: { first: string | null; last: string | null; n: string }[] = await tx.query(
      `SELECT min(seq) AS first, max(seq) AS last, count(*) AS n FROM complaint_case WHERE group_id = ANY ($1::uuid[])`,
      [groups],
    );
    const [row] = rows;
    return { first: Number(row?.first ?? 0), last: Number(row?.last ?? 0), complaints: Number(row?.n ?? 0) };
  }

  /** Members of these groups between two numbers of the intake log, in its order. A person becomes the last 52 bits of their key. */
  async members(tx: Tx, groups: readonly GroupId[], after: number, upTo: number): Promise<(Arrival & { groupId: GroupId })[]> {
    const rows: ArrivalRow[] = await tx.query(
      `SELECT c.seq, c.complaint_id AS id, c.group_id, c.received_at, c.counted_at, c.critical,
         (c.near_duplicate_of IS NOT NULL AND c.complainant_key IS NULL) AS repost,
         ('x' || right(encode(coalesce(c.complainant_key, uuid_send(c.complaint_id)), 'hex'), 13))::bit(52)::bigint AS person
       FROM complaint_case c WHERE c.seq > $1 AND c.seq <= $2 AND c.group_id = ANY ($3::uuid[]) ORDER BY c.seq`,
      [after, upTo, groups],
    );
    return rows.map((row) => ({
      seq: Number(row.seq),
      groupId: row.group_id,
      arrivedAt: arrivalOf(row.id),
      receivedAt: row.received_at.getTime(),
      countedAt: row.counted_at?.getTime() ?? null,
      person: Number(row.person),
      repost: row.repost,
      critical: row.critical,
    }));
  }

  /** Complaints that changed their group since then. */
  async regrouped(tx: Tx, since: Date): Promise<number> {
    const rows: { n: string }[] = await tx.query(
      `SELECT count(DISTINCT m.complaint_id) AS n FROM group_move v JOIN group_move_member m ON m.move_id = v.id WHERE v.at >= $1`,
      [since],
    );
    return Number(rows[0]?.n ?? 0);
  }

  /** When the policy in force was put there; null while it is the one the product came with. */
  async inForceSince(tx: Tx): Promise<Date | null> {
    const rows: { at: Date }[] = await tx.query(`SELECT at FROM detection_policy`);
    return rows[0]?.at ?? null;
  }
}
