import { Injectable } from '@nestjs/common';
import type { GroupId } from '@tocsin/shared/kernel';
import { Clock } from '../../../platform/clock/clock.js';
import { Db, type Tx } from '../../../platform/database/db.js';
import { asRead, fingerprintOf, toDifference, type Known } from './compare.rules.js';
import { DecisionsRepository } from './decisions.repository.js';
import { differences, type Differences } from './diff.rules.js';
import { PreviewRepository, type NewDifference, type StandingGroup, type StandingPlace } from './preview.repository.js';
import { RunsRepository } from './runs.repository.js';
import { sizesAfter, summarise } from './summary.rules.js';

interface Look {
  places: StandingPlace[];
  groups: Map<GroupId, StandingGroup>;
  found: Differences;
  moveNo: string;
  targets: Known['targets'];
}

/** Holds what was read against groups as they are at this moment. Costs seconds, so it can be done again when something changed meanwhile. */
@Injectable()
export class Comparer {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly runs: RunsRepository,
    private readonly decisions: DecisionsRepository,
    private readonly preview: PreviewRepository,
  ) {}

  async compare(run: string, holder: string): Promise<boolean> {
    const at = this.clock.now();
    const look = await this.db.transaction((tx) => this.look(tx, run), 'REPEATABLE READ');
    const { flows } = look.found;
    const done = {
      state: 'ready' as const,
      compared_at: at,
      move_no: look.moveNo,
      summary: summarise(look.found, look.groups),
      fingerprint: fingerprintOf(run, flows),
    };
    const rows = this.rowsOf(look);
    return this.db.transaction(async (tx) => {
      if (!(await this.runs.step(tx, run, holder, 'comparing', done))) return false;
      await this.preview.keepDifferences(tx, run, rows);
      return true;
    });
  }

  private async look(tx: Tx, run: string): Promise<Look> {
    const places = await this.preview.places(tx, run);
    const extent = { afterSeq: (places[0]?.seq ?? 1) - 1, upToSeq: places.at(-1)?.seq ?? 0 };
    const rows = await this.preview.groups(tx, [...new Set(places.map(({ from }) => from))]);
    const groups = new Map(rows.map((row) => [row.id, row]));
    const included = new Set(await this.runs.included(tx, run));
    const found = differences(asRead(places, groups, await this.decisions.read(tx, extent), included));
    const targets = await this.preview.targets(tx, run, [...new Set(found.flows.map(({ target }) => target))]);
    return { places, groups, found, targets, moveNo: await this.preview.lastMove(tx) };
  }

  private rowsOf({ places, groups, found, targets }: Look): NewDifference[] {
    const twins = new Set(places.filter(({ twin }) => twin !== null).map(({ id }) => id));
    const known = { groups, targets, twins, sizes: sizesAfter(found.flows, groups) };
    return found.flows.map((flow, i) => toDifference(flow, i, known));
  }
}
