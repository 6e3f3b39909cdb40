import { Injectable } from '@nestjs/common';
import { seesBrand } from '@tocsin/shared/identity';
import type { Tx } from '../../../platform/database/db.js';
import { Problem } from '../../../platform/problems/index.js';
import type { Columns } from './intake.columns.js';
import { IntakeRepository, answerOf, type KnownKey } from './intake.repository.js';
import { nameOf } from './intake.row.js';
import type { Answer, OnceKey, Outcome, Pending } from './intake.types.js';

const ATTEMPTS = 5;
/** What is in the log already: put there long ago, or by another writer between our look and our insert. */
const REPEATED = new Set(['complaint_source_external_id_idx', 'idempotency_key_pkey']);
const NOTHING_KNOWN: ReadonlyMap<string, Known> = new Map();

interface Known {
  answer: Answer;
  brand: string | null;
}

/** What became of a row that was written together with others. */
export type Fate = 'accepted' | 'duplicate' | 'refused';

type Keyed = Pending & { once: OnceKey };

interface Recognised {
  outcomes: Map<Pending, Outcome>;
  /** Repeats of an earlier row of the same batch. */
  twins: Map<Pending, Pending>;
}

interface Fault {
  code: string;
  constraint: string;
}

/** Writes a batch into the log so that repeats are recognised and one row's fault stays that row's. */
@Injectable()
export class IntakeStore {
  /** Whether the last batch held repeats. While none come, the indexes that refuse them make looking beforehand a waste. */
  private repeats = false;

  constructor(private readonly repository: IntakeRepository) {}

  /** Whether rows are looked up before they are written, for which they are needed one by one. */
  get expectsRepeats(): boolean {
    return this.repeats;
  }

  /** Rows no two of which share a name. False, with none of them written, when the log has some already or one is refused. */
  async writeFresh(columns: Columns): Promise<boolean> {
    try {
      if (columns.count > 0) await this.repository.insertColumns(columns);
      return true;
    } catch (error) {
      const fault = faultOf(error);
      if (!isAboutData(fault)) throw error;
      this.repeats ||= REPEATED.has(fault.constraint);
      return false;
    }
  }

  /** Committed when it answers. Throws only what concerns all of them: an outage, a full disk. */
  async write(batch: readonly Pending[]): Promise<Outcome[]> {
    for (let attempt = 1; ; attempt += 1) {
      const known = await this.recognise(batch, this.repeats || attempt > 1);
      this.repeats = known.outcomes.size > 0;
      const fresh = batch.filter((p) => !known.outcomes.has(p) && !known.twins.has(p));
      try {
        if (fresh.length > 0) await this.repository.insert(fresh);
        for (const p of fresh) known.outcomes.set(p, { kind: 'accepted', answer: answerOf(p.row) });
      } catch (error) {
        const fault = faultOf(error);
        if (REPEATED.has(fault.constraint) && attempt < ATTEMPTS) continue;
        if (!isAboutData(fault)) throw error;
        await this.inHalves(fresh, error, known.outcomes);
      }
      return this.settle(batch, known);
    }
  }

  /** For a caller with more to write in the same transaction. */
  async writeIn(tx: Tx, batch: readonly Pending[]): Promise<Fate[]> {
    const known = await this.known(batch, tx);
    const seen = new Set<string>();
    const fates = batch.map((p): Fate => {
      const name = nameOf(p.row);
      if (name === null) return 'accepted';
      const before = known.get(name);
      if (before) return repeatOf(p, before).kind === 'failed' ? 'refused' : 'duplicate';
      if (seen.has(name)) return 'duplicate';
      seen.add(name);
      return 'accepted';
    });
    const fresh = batch.filter((_, i) => fates[i] === 'accepted');
    if (fresh.length > 0) await this.repository.insert(fresh, tx);
    return fates;
  }

  private async inHalves(fresh: readonly Pending[], error: unknown, outcomes: Map<Pending, Outcome>): Promise<void> {
    const [only] = fresh;
    if (fresh.length === 1 && only) {
      outcomes.set(only, { kind: 'failed', error });
      return;
    }
    const middle = fresh.length >> 1;
    for (const part of [fresh.slice(0, middle), fresh.slice(middle)])
      (await this.write(part)).forEach((outcome, i) => outcomes.set(part[i] as Pending, outcome));
  }

  private async recognise(batch: readonly Pending[], look: boolean): Promise<Recognised> {
    const recognised: Recognised = { outcomes: new Map(), twins: new Map() };
    const keyed = batch.filter((p): p is Keyed => p.once !== null);
    if (keyed.length > 0) await this.recogniseKeys(keyed, recognised, look);
    const named = batch.filter((p) => p.row.externalId !== null && !recognised.outcomes.has(p) && !recognised.twins.has(p));
    if (named.length === 0) return recognised;
    const known = look ? await this.known(named) : NOTHING_KNOWN;
    const first = new Map<string, Pending>();
    for (const p of named) {
      const name = nameOf(p.row) as string;
      const before = known.get(name);
      const of = first.get(name);
      if (before) recognised.outcomes.set(p, repeatOf(p, before));
      else if (of) recognised.twins.set(p, of);
      else first.set(name, p);
    }
    return recognised;
  }

  private async recogniseKeys(keyed: readonly Keyed[], { outcomes, twins }: Recognised, look: boolean): Promise<void> {
    const kept = look ? await this.repository.findKeys(keyed.map((p) => p.once)) : [];
    const known = new Map(kept.map((k) => [keyName(k), k]));
    const first = new Map<string, Keyed>();
    for (const p of keyed) {
      const name = keyName(p.once);
      const before = known.get(name);
      const of = first.get(name);
      if (before) outcomes.set(p, replayOf(p.once, before));
      else if (!of) first.set(name, p);
      else if (of.once.bodyHash.equals(p.once.bodyHash)) twins.set(p, of);
      else outcomes.set(p, { kind: 'failed', error: new Problem('request/idempotency-mismatch') });
    }
  }

  private async known(batch: readonly Pending[], tx?: Tx): Promise<Map<string, Known>> {
    const named = batch.flatMap(({ row }) =>
      row.externalId === null || row.source === null ? [] : [{ source: row.source, externalId: row.externalId }],
    );
    if (named.length === 0) return new Map();
    const found = await this.repository.findBySource(named, tx);
    return new Map(found.map(({ source, externalId, ...known }) => [`${source}\u0000${externalId}`, known]));
  }

  private async settle(batch: readonly Pending[], { outcomes, twins }: Recognised): Promise<Outcome[]> {
    for (const [p, of] of twins) outcomes.set(p, asTwin(p, of, outcomes.get(of)));
    for (const [{ once }, outcome] of outcomes)
      if (once && outcome.kind === 'duplicate') await this.repository.keep(once, 200, outcome.answer);
    return batch.map((p) => outcomes.get(p) as Outcome);
  }
}

const repeatOf = (p: Pending, { answer, brand }: Known): Outcome =>
  seesBrand(p, brand) ? { kind: 'duplicate', answer } : { kind: 'failed', error: taken() };

/** The name is taken by a complaint its sender may not see. */
export const taken = (): Problem => new Problem('resource/conflict');

/** It shares the fate of the one before it in the same batch. */
function asTwin(p: Pending, of: Pending, fate: Outcome | undefined): Outcome {
  if (!fate || fate.kind === 'failed') return { kind: 'failed', error: fate?.error ?? new Problem('server/unexpected') };
  const replay = p.once !== null && of.once !== null && keyName(p.once) === keyName(of.once);
  return replay
    ? { kind: 'replayed', answer: fate.answer, created: fate.kind !== 'duplicate' }
    : { kind: 'duplicate', answer: fate.answer };
}

const keyName = (k: Pick<OnceKey, 'principal' | 'route' | 'key'>): string => `${k.principal}\u0000${k.route}\u0000${k.key}`;

function replayOf(once: OnceKey, kept: KnownKey): Outcome {
  if (!kept.body_sha256.equals(once.bodyHash)) return { kind: 'failed', error: new Problem('request/idempotency-mismatch') };
  return { kind: 'replayed', answer: kept.response, created: kept.status !== 200 };
}

function faultOf(error: unknown): Fault {
  const { code, constraint } = ((error as { driverError?: object }).driverError ?? error) as { code?: unknown; constraint?: unknown };
  return { code: typeof code === 'string' ? code : '', constraint: typeof constraint === 'string' ? constraint : '' };
}

/** Classes 22 and 23: the server understood the statement and refused a value in it. */
const isAboutData = ({ code }: Fault): boolean => code.startsWith('22') || code.startsWith('23');
