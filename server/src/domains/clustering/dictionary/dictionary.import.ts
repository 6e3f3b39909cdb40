import { Injectable } from '@nestjs/common';
import {
  columnsOf,
  CSV_HEADER,
  joinAliases,
  readRow,
  spellingKey,
  spellingsOf,
  type DictionaryCsv,
  type DictionaryImport,
  type NewObjectEntry,
  type RowFault,
} from '@tocsin/shared/clustering';
import type { Principal } from '@tocsin/shared/identity';
import { newId } from '@tocsin/shared/kernel';
import { Audit } from '../../../audit/index.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Db, type Tx } from '../../../platform/database/db.js';
import { Problem } from '../../../platform/problems/index.js';
import { CSV_BOM, csvLine } from '../../../platform/rows/csv.js';
import { csvLayout, csvRows } from '../../../platform/rows/csv-table.js';
import { isBlankRow, type TableRow } from '../../../platform/rows/table.js';
import { DictionaryRepository, type EntryChange, type EntryRow } from './dictionary.repository.js';
import { DictionaryService, sharedSpelling } from './dictionary.service.js';

const SAMPLE = 20;
const MOST_ROWS = 20_000;
const MOST_ERRORS = 1_000;

interface Line {
  line: number;
  entry: NewObjectEntry;
}
type Planned = Line & { effect: 'added' | 'changed' | 'unchanged'; change: EntryChange };
interface Fault {
  line: number;
  code: RowFault;
  value: string;
}

/** Many entries from a file: a bad line is left out and named, the others are taken. */
@Injectable()
export class DictionaryImporter {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly dictionary: DictionaryRepository,
    private readonly service: DictionaryService,
    private readonly audit: Audit,
  ) {}

  async run(me: Principal, { csv, apply }: DictionaryCsv): Promise<DictionaryImport> {
    const { lines, errors } = readLines(csv);
    return this.db.transaction(async (tx) => {
      // Taken first, so that what the preview compares with can't change under it; a preview gives it back.
      const version = apply ? await this.dictionary.nextVersion(tx) : null;
      const { planned, taken } = await this.plan(tx, lines);
      const due = planned.filter(({ effect }) => effect !== 'unchanged');
      const count = (effect: Planned['effect']): number => planned.filter((one) => one.effect === effect).length;
      const counts = { added: count('added'), changed: count('changed'), unchanged: count('unchanged') };
      const faults = [...errors, ...taken].sort((a, b) => a.line - b.line);
      if (version !== null) {
        const changes = due.map(({ change }) => change);
        await this.service.store(tx, me, changes, version);
        await this.audit.record(tx, me, 'dictionary.imported', null, { version, ...counts, refused: faults.length });
      }
      return {
        rows: lines.length + errors.length,
        ...counts,
        errors: faults.slice(0, MOST_ERRORS),
        sample: planned.slice(0, SAMPLE).map(({ line, entry, effect }) => ({ line, ...entry, effect })),
        version,
      };
    });
  }

  async export(me: Principal): Promise<string> {
    const rows = await this.dictionary.active();
    await this.db.transaction((tx) => this.audit.record(tx, me, 'dictionary.exported', null, { entries: rows.length }));
    const lines = rows.map(({ kind, name, aliases }) => csvLine([kind, name, joinAliases(aliases)]));
    return CSV_BOM + csvLine(CSV_HEADER) + lines.join('');
  }

  private async plan(tx: Tx, lines: readonly Line[]): Promise<{ planned: Planned[]; taken: Fault[] }> {
    const known = await this.dictionary.spelled(tx, [...new Set(lines.flatMap(({ entry }) => spellingsOf(entry)))]);
    const bySpelling = new Map(known.flatMap((row) => row.spellings.map((spelling) => [spelling, row] as const)));
    const planned: Planned[] = [];
    const taken: Fault[] = [];
    for (const { line, entry } of lines) {
      const own = bySpelling.get(spellingKey(entry.name));
      const same = own && own.kind === entry.kind && spellingKey(own.name) === spellingKey(entry.name) ? own : undefined;
      const other = spellingsOf(entry)
        .flatMap((spelling) => bySpelling.get(spelling) ?? [])
        .find((row) => row !== same);
      if (other) taken.push({ line, code: 'taken', value: `${sharedSpelling(entry, other)} → ${other.name}` });
      else planned.push(planOf(line, entry, same, same?.id ?? newId(this.clock.ms())));
    }
    return { planned, taken };
  }
}

function planOf(line: number, entry: NewObjectEntry, same: EntryRow | undefined, id: string): Planned {
  const equal =
    same?.name === entry.name && same.aliases.length === entry.aliases.length && entry.aliases.every((a, i) => a === same.aliases[i]);
  return { line, entry, effect: same ? (equal ? 'unchanged' : 'changed') : 'added', change: { ...entry, id, retired: false } };
}

/** Every row as an entry or a fault; a spelling that an earlier line has is a fault of the later one. */
function readLines(csv: string): { lines: Line[]; errors: Fault[] } {
  const rows = tableOf(csv);
  const columns = columnsOf(rows[0]?.cells ?? []);
  if (columns === null) throw new Problem('dictionary/unreadable', { header: CSV_HEADER });
  if (rows.length - 1 > MOST_ROWS) throw new Problem('dictionary/unreadable', { most: MOST_ROWS });
  const seen = new Set<string>();
  const lines: Line[] = [];
  const errors: Fault[] = [];
  for (const { line, cells } of rows.slice(1)) {
    const row = readRow(cells, columns);
    const repeated = row.ok ? spellingsOf(row.entry).find((spelling) => seen.has(spelling)) : undefined;
    if (!row.ok) errors.push({ line, code: row.code, value: row.value });
    else if (repeated !== undefined) errors.push({ line, code: 'repeated', value: repeated });
    else {
      for (const spelling of spellingsOf(row.entry)) seen.add(spelling);
      lines.push({ line, entry: row.entry });
    }
  }
  return { lines, errors };
}

function tableOf(csv: string): TableRow[] {
  const chunks = [Buffer.from(csv)];
  try {
    return [...csvRows(chunks, csvLayout(chunks))].filter(({ cells }) => !isBlankRow(cells));
  } catch (error) {
    throw new Problem('dictionary/unreadable', {}, { cause: error });
  }
}
