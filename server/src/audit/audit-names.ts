import { Injectable } from '@nestjs/common';
import { auditNameKey, type AuditEntry, type AuditName, type AuditSubject } from '@tocsin/shared/audit';
import type { Db } from '../platform/database/db.js';

export interface Named {
  id: string;
  name: string;
}

/** What a domain tells of its own things: their names today, and which of them answer to a name. */
export interface NameSource {
  type: AuditSubject;
  named: (ids: readonly string[]) => Promise<Named[]>;
  matching: (text: string) => Promise<string[]>;
}

/** An entry about very many complaints names a few of them; the others are in its detail by id. */
const NAMED_OF_A_LIST = 5;
const MATCHES = 200;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Turns the ids of entries into names. The log knows nothing of the domains that write to it, so each of them registers its own. */
@Injectable()
export class AuditNames {
  private readonly sources = new Map<AuditSubject, NameSource>();

  register(...sources: readonly NameSource[]): void {
    for (const source of sources) this.sources.set(source.type, source);
  }

  async of(entries: readonly AuditEntry[]): Promise<Record<string, AuditName>> {
    const ids = [...new Set(entries.flatMap((entry) => idsIn([entry.subject?.id, entry.detail])))];
    if (ids.length === 0) return {};
    const found = await Promise.all([...this.sources.values()].map(async ({ type, named }) => ({ type, rows: await named(ids) })));
    const names = new Map<string, AuditName>();
    for (const { type, rows } of found)
      for (const { id, name } of rows) {
        const other = names.get(id);
        // A group has the id of its first complaint: an id of two things is named under each kind as well.
        if (other) names.set(auditNameKey(other.type, id), other).set(auditNameKey(type, id), { type, name });
        else names.set(id, { type, name });
      }
    return Object.fromEntries(names);
  }

  /** The ids a reader may mean. */
  async matching(text: string): Promise<string[]> {
    const id = text.toLowerCase();
    if (ID.test(id)) return [id];
    return (await Promise.all([...this.sources.values()].map((source) => source.matching(text)))).flat();
  }
}

function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return ID.test(value) ? [value] : [];
  if (Array.isArray(value)) return value.slice(0, NAMED_OF_A_LIST).flatMap(idsIn);
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(idsIn) : [];
}

interface NameTable {
  type: AuditSubject;
  /** The table, or what is joined to it for the name, with `id` and `name` as the columns of `t`. */
  of: string;
  /** `whole`: only the full name is looked for, by an index; `part`: any piece of it; `never`: they are not known by name. */
  found: 'whole' | 'part' | 'never';
  tidy?: (text: string) => string;
}

/** The names in one table of the domain that owns it. */
export function namesIn(db: Db, { type, of, found, tidy = (text) => text }: NameTable): NameSource {
  const where = found === 'whole' ? `t.name = $1` : `strpos(lower(t.name), lower($1)) > 0`;
  return {
    type,
    named: (ids) => db.query<Named>(`SELECT t.id, t.name FROM (${of}) t WHERE t.id = ANY ($1::uuid[])`, [ids]),
    matching: async (text) => {
      if (found === 'never') return [];
      const rows = await db.query<Named>(`SELECT t.id FROM (${of}) t WHERE ${where} LIMIT ${MATCHES}`, [tidy(text)]);
      return rows.map(({ id }) => id);
    },
  };
}
