import { Injectable } from '@nestjs/common';
import type { DetectionCause, IncidentAlarm, IncidentState, Scenario, SeverityState, VelocityLevel } from '@tocsin/shared/incidents';
import { dayCode, type GroupId, type IncidentId, type UserId } from '@tocsin/shared/kernel';
import type { z } from 'zod';
import { Db, type Tx } from '../../platform/database/db.js';
import { toJson } from '../../platform/database/json.js';

export interface IncidentRow {
  id: IncidentId;
  no: string;
  title: string;
  scenario: Scenario;
  brand: string | null;
  state: z.infer<typeof IncidentState>;
  severity: z.infer<typeof SeverityState>;
  cause: z.infer<typeof DetectionCause>;
  detected_at: Date;
  declared_at: Date | null;
  closed_at: Date | null;
  commander_id: UserId | null;
  commander_name: string | null;
  version: number;
  velocity_level: VelocityLevel;
  milestone: number;
  peak: number;
  provinces: number;
  calm_since: Date | null;
  dismissed_at_size: number | null;
  folded_into: IncidentId | null;
  alarm: IncidentAlarm | null;
}
export interface QuietChange {
  id: IncidentId;
  peak: number;
  calmSince: Date | null;
  alarm: IncidentAlarm | null;
}
export interface IncidentFilter {
  states: readonly string[] | null;
  brands: readonly string[] | null;
  q: string | null;
  after: { at: string; id: string } | null;
  limit: number;
}

const COLUMNS =
  'i.id, i.no, i.title, i.scenario, i.brand, i.state, i.severity, i.cause, i.detected_at, i.declared_at, i.closed_at, i.commander_id, ' +
  'i.commander_name, i.version, i.velocity_level, i.milestone, i.peak, i.provinces, i.calm_since, i.dismissed_at_size, i.folded_into, i.alarm';
/** By title, by number, or by the number of one that became part of it and that people of these brands may know of. */
const called = (words: string, brands: string): string =>
  `(i.title ILIKE ${words} OR i.no ILIKE ${words} OR EXISTS (SELECT FROM incident f WHERE f.folded_into = i.id AND f.no ILIKE ${words}
    AND (${brands}::text[] IS NULL OR f.brand = ANY (${brands}))))`;
const JSON_COLUMNS = new Set(['severity', 'cause', 'alarm']);

@Injectable()
export class IncidentsRepository {
  constructor(private readonly db: Db) {}

  /** Without those that became part of another before anybody took them up: the surviving one tells of them. */
  async list({ states, brands, q, after, limit }: IncidentFilter): Promise<IncidentRow[]> {
    const like = q === null ? null : likeOf(q);
    return this.db.query<IncidentRow>(
      `SELECT ${COLUMNS} FROM incident i
       WHERE i.folded_into IS NULL AND ($1::text[] IS NULL OR i.state = ANY ($1)) AND ($2::text[] IS NULL OR i.brand = ANY ($2))
         AND ($3::text IS NULL OR ${called('$3', '$2')})
         AND ($4::timestamptz IS NULL OR (i.detected_at, i.id) < ($4, $5::uuid))
       ORDER BY i.detected_at DESC, i.id DESC LIMIT $6`,
      [states, brands, like, after?.at ?? null, after?.id ?? null, limit],
    );
  }

  /** Danger to people and the gravest first, so that no number of small ones can push them out of sight. */
  async gravest({
    states,
    brands,
    limit,
  }: Pick<IncidentFilter, 'brands' | 'limit'> & { states: readonly string[] }): Promise<IncidentRow[]> {
    return this.db.query<IncidentRow>(
      `SELECT ${COLUMNS} FROM incident i WHERE i.state = ANY ($1) AND ($2::text[] IS NULL OR i.brand = ANY ($2))
       ORDER BY (i.alarm ->> 'kind') IS NULL, i.severity->>'level', i.detected_at DESC, i.id LIMIT $3`,
      [states, brands, limit],
    );
  }

  async idOf(no: string): Promise<IncidentId | null> {
    const [row] = await this.db.query<{ id: IncidentId }>(`SELECT id FROM incident WHERE no = $1`, [no]);
    return row?.id ?? null;
  }

  async byIds(ids: readonly IncidentId[], tx?: Tx): Promise<IncidentRow[]> {
    const sql = `SELECT ${COLUMNS} FROM incident i WHERE i.id = ANY ($1::uuid[]) ORDER BY i.id`;
    return tx ? tx.query<IncidentRow[]>(sql, [ids]) : this.db.query<IncidentRow>(sql, [ids]);
  }

  /** Locked in the order of their ids, so that two writers wait instead of deadlocking. */
  async lock(tx: Tx, ids: readonly IncidentId[]): Promise<IncidentRow[]> {
    return tx.query<IncidentRow[]>(`SELECT ${COLUMNS} FROM incident i WHERE i.id = ANY ($1::uuid[]) ORDER BY i.id FOR UPDATE`, [ids]);
  }

  async open(tx: Tx, states: readonly string[]): Promise<IncidentId[]> {
    const rows: { id: IncidentId }[] = await tx.query(`SELECT id FROM incident WHERE state = ANY ($1) ORDER BY id`, [states]);
    return rows.map(({ id }) => id);
  }

  /** `INC-2026-0042`: the year in the house's zone, counted without gaps because the counter's row is locked until commit. */
  async nextNo(tx: Tx, at: Date): Promise<string> {
    const year = 2000 + Number(dayCode(at).slice(0, 2));
    const rows: { last: number }[] = await tx.query(
      `INSERT INTO incident_counter AS c (year, last) VALUES ($1, 1) ON CONFLICT (year) DO UPDATE SET last = c.last + 1 RETURNING last`,
      [year],
    );
    return `INC-${String(year)}-${String(rows[0]?.last ?? 0).padStart(4, '0')}`;
  }

  async insert(tx: Tx, row: IncidentRow): Promise<void> {
    const columns = Object.keys(row);
    await tx.query(
      `INSERT INTO incident (${columns.join(', ')}) VALUES (${columns.map((_, i) => `$${String(i + 1)}`).join(', ')})`,
      columns.map((column) => cell(column, row[column as keyof IncidentRow])),
    );
  }

  /** Answers the row as it is now; every change that people can see raises the version. */
  async update(tx: Tx, row: IncidentRow, set: Partial<Omit<IncidentRow, 'id' | 'version'>>, visible = true): Promise<IncidentRow> {
    const columns = Object.keys(set);
    const sets = columns.map((column, i) => `${column} = $${String(i + 2)}`);
    if (visible) sets.push('version = version + 1');
    await tx.query(`UPDATE incident SET ${sets.join(', ')} WHERE id = $1`, [
      row.id,
      ...columns.map((column) => cell(column, set[column as keyof typeof set])),
    ]);
    return { ...row, ...set, version: row.version + (visible ? 1 : 0) };
  }

  /** What nobody sees: remembered for the next look, without a new version. */
  async updateQuietly(tx: Tx, rows: readonly QuietChange[]): Promise<void> {
    await tx.query(
      `UPDATE incident i SET peak = x.peak, calm_since = x."calmSince", alarm = nullif(x.alarm, 'null'::jsonb)
       FROM jsonb_to_recordset($1::jsonb) AS x (id uuid, peak integer, "calmSince" timestamptz, alarm jsonb) WHERE i.id = x.id`,
      [toJson(rows)],
    );
  }

  async groupsOf(ids: readonly IncidentId[], tx?: Tx): Promise<{ incident_id: IncidentId; id: GroupId }[]> {
    const sql = `SELECT incident_id, id FROM complaint_group WHERE incident_id = ANY ($1::uuid[]) AND merged_into IS NULL ORDER BY first_at, id`;
    return tx ? tx.query(sql, [ids]) : this.db.query(sql, [ids]);
  }

  /** The groups of incidents in any state but these. */
  async taken(except: readonly string[]): Promise<GroupId[]> {
    const rows = await this.db.query<{ id: GroupId }>(
      `SELECT g.id FROM complaint_group g JOIN incident i ON i.id = g.incident_id WHERE g.merged_into IS NULL AND i.state <> ALL ($1::text[])`,
      [except],
    );
    return rows.map(({ id }) => id);
  }

  async incidentsOf(groups: readonly GroupId[]): Promise<{ group: GroupId; id: IncidentId; no: string; brand: string | null }[]> {
    return this.db.query(
      `SELECT g.id AS "group", i.id, i.no, i.brand FROM complaint_group g JOIN incident i ON i.id = g.incident_id WHERE g.id = ANY ($1::uuid[])`,
      [groups],
    );
  }

  /** The words of groups mix brands, so only people who see all of them find an incident by those. */
  async search(brands: readonly string[] | null, typed: string, limit: number): Promise<IncidentRow[]> {
    return this.db.query<IncidentRow>(
      `SELECT ${COLUMNS} FROM incident i
       WHERE i.folded_into IS NULL AND ($1::text[] IS NULL OR i.brand = ANY ($1)) AND (${called('$2', '$1')}
         OR $1::text[] IS NULL AND EXISTS (SELECT FROM complaint_group g WHERE g.incident_id = i.id AND g.title ILIKE $2))
       ORDER BY i.detected_at DESC, i.id DESC LIMIT $3`,
      [brands, likeOf(typed), limit],
    );
  }

  /** What had become part of an incident goes with it when that one becomes part of another. */
  async refold(tx: Tx, from: IncidentId, into: IncidentId): Promise<void> {
    await tx.query(`UPDATE incident SET folded_into = $2 WHERE folded_into = $1`, [from, into]);
  }

  async absorbedBy(ids: readonly IncidentId[], brands: readonly string[] | null): Promise<{ id: IncidentId; no: string }[]> {
    return this.db.query(
      `SELECT folded_into AS id, no FROM incident WHERE folded_into = ANY ($1::uuid[]) AND ($2::text[] IS NULL OR brand = ANY ($2)) ORDER BY no`,
      [ids, brands],
    );
  }
}

const likeOf = (typed: string): string => `%${typed.replace(/[\\%_]/g, '\\$&')}%`;
const cell = (column: string, value: unknown): unknown => (JSON_COLUMNS.has(column) && value !== null ? toJson(value) : value);
