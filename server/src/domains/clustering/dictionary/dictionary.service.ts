import { Injectable } from '@nestjs/common';
import {
  spellingsOf,
  tidyAliases,
  type DictionaryPage,
  type DictionaryQuery,
  type EditObjectEntry,
  type NewObjectEntry,
  type ObjectEntry,
} from '@tocsin/shared/clustering';
import type { Principal } from '@tocsin/shared/identity';
import { newId, type UserId } from '@tocsin/shared/kernel';
import { Audit } from '../../../audit/index.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Db, type Tx } from '../../../platform/database/db.js';
import { notFound, Problem } from '../../../platform/problems/index.js';
import { CommandsRepository } from '../commands/commands.repository.js';
import { DictionaryRepository, toEntry, type EntryChange, type EntryRow } from './dictionary.repository.js';

/** The dictionary as people keep it. The engine learns of each version by a command in its log, so it reads a replay as it read the first time. */
@Injectable()
export class DictionaryService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly dictionary: DictionaryRepository,
    private readonly commands: CommandsRepository,
    private readonly audit: Audit,
  ) {}

  async list(query: DictionaryQuery): Promise<DictionaryPage> {
    const [{ rows, nextCursor, total }, versions] = await Promise.all([this.dictionary.list(query), this.dictionary.versions()]);
    return { items: rows.map(toEntry), nextCursor, total, ...versions };
  }

  async add(me: Principal, entry: NewObjectEntry): Promise<ObjectEntry> {
    const change = { ...tidy(entry), id: newId(this.clock.ms()), retired: false };
    return this.db.transaction(async (tx) => {
      const version = await this.dictionary.nextVersion(tx);
      await this.refuseTaken(tx, change);
      await this.store(tx, me, [change], version);
      await this.audit.record(tx, me, 'dictionary.entry-added', { type: 'dictionary-entry', id: change.id }, { version, ...change });
      return this.read(tx, change.id);
    });
  }

  async edit(me: Principal, id: string, { version: seen, ...entry }: EditObjectEntry): Promise<ObjectEntry> {
    const change = { ...tidy(entry), id, retired: entry.retired };
    return this.db.transaction(async (tx) => {
      const version = await this.dictionary.nextVersion(tx);
      const before = await this.dictionary.one(tx, id);
      if (!before) throw notFound();
      if (before.version !== seen) throw new Problem('resource/conflict', { id, version: before.version });
      if (!change.retired) await this.refuseTaken(tx, change);
      await this.store(tx, me, [change], version);
      const action = change.retired === before.retired ? 'changed' : change.retired ? 'retired' : 'restored';
      const from = { kind: before.kind, name: before.name, aliases: before.aliases, retired: before.retired };
      await this.audit.record(tx, me, `dictionary.entry-${action}`, { type: 'dictionary-entry', id }, { version, from, to: change });
      return this.read(tx, id);
    });
  }

  /** Writes a version and puts word of it into the engine's log; nobody waits for it. */
  async store(tx: Tx, me: Principal, changes: readonly EntryChange[], version: number): Promise<void> {
    const now = this.clock.now();
    const by = { id: me.kind === 'user' ? (me.id as UserId) : null, name: me.name };
    await this.dictionary.write(tx, changes, version, by, now);
    await this.commands.post(tx, newId(now.getTime()), { kind: 'dictionary', version }, null, now);
  }

  private async refuseTaken(tx: Tx, change: EntryChange): Promise<void> {
    const other = (await this.dictionary.spelled(tx, spellingsOf(change))).find(({ id }) => id !== change.id);
    if (other) throw new Problem('dictionary/spelling-taken', { spelling: sharedSpelling(change, other), name: other.name, id: other.id });
  }

  private async read(tx: Tx, id: string): Promise<ObjectEntry> {
    const row = await this.dictionary.one(tx, id);
    if (!row) throw notFound();
    return toEntry(row);
  }
}

export const tidy = ({ kind, name, aliases }: NewObjectEntry): NewObjectEntry => ({ kind, name, aliases: tidyAliases(name, aliases) });

export const sharedSpelling = (change: NewObjectEntry, other: EntryRow): string =>
  spellingsOf(change).find((spelling) => other.spellings.includes(spelling)) ?? change.name;
