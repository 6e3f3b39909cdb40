import { Injectable } from '@nestjs/common';
import type { ComplaintRow, Demand } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import type { ComplaintId, GroupId } from '@tocsin/shared/kernel';
import { Db, type Tx } from '../../../platform/database/db.js';
import type { Listening } from '../../../platform/database/listener.js';
import { RowsRepository } from '../reading/rows.repository.js';
import { RowPresenter } from '../reading/row.presenter.js';
import type { IntakeRecord, NewCase, Regrouping } from './case.types.js';
import { CasesRepository } from './cases.repository.js';

/** What other domains may ask of complaints and do with them. */
@Injectable()
export class Cases {
  constructor(
    private readonly db: Db,
    private readonly cases: CasesRepository,
    private readonly stored: RowsRepository,
    private readonly presenter: RowPresenter,
  ) {}

  /** The intake log after a bookmark, in commit order and without gaps. */
  pendingAfter(seq: number, limit: number): Promise<IntakeRecord[]> {
    return this.cases.pendingAfter(seq, limit);
  }

  /** Called when new complaints may be in the log, once for many of them, and after each lost connection. */
  onIntake(wake: () => void): Listening {
    return this.db.listen('intake', wake);
  }

  /** How many are in the log and have no case yet. */
  backlog(): Promise<number> {
    return this.cases.backlog();
  }

  async insertBatch(tx: Tx, cases: readonly NewCase[]): Promise<void> {
    if (cases.length > 0) await this.cases.insert(tx, cases);
  }

  /** What a second reading found takes the place of the first. */
  async reread(tx: Tx, one: NewCase): Promise<void> {
    await this.cases.reread(tx, one);
  }

  /** Leaves the version alone: what people decided about the complaint is untouched by where it stands. */
  async reassign(tx: Tx, moved: readonly Regrouping[], decidedBy: NewCase['decidedBy'] | null = null): Promise<void> {
    if (moved.length > 0) await this.cases.reassign(tx, moved, decidedBy);
  }

  /** Whoever decided otherwise since has taken it back. */
  async decidedAsAtFirst(tx: Tx, ids: readonly ComplaintId[]): Promise<void> {
    if (ids.length > 0) await this.cases.decidedAsAtFirst(tx, ids);
  }

  /** How many complaints each of these people has made so far. */
  async complaintsOf(keys: readonly string[], tx?: Tx): Promise<Map<string, number>> {
    if (keys.length === 0) return new Map();
    return new Map((await this.cases.complaintsOf(keys, tx)).map(({ key, count }) => [key, count]));
  }

  async groupsOf(tx: Tx, ids: readonly ComplaintId[]): Promise<Map<ComplaintId, GroupId>> {
    return new Map((await this.cases.groupsOf(ids, tx)).map(({ id, group }) => [id, group]));
  }

  /** As received, in the order of the log. */
  records(ids: readonly ComplaintId[], tx?: Tx): Promise<IntakeRecord[]> {
    return this.cases.records(ids, tx);
  }

  /** How many complaints of these groups make which demands together; a re-post is a post and no complaint. */
  demandCounts(
    groups: readonly GroupId[],
    brands: Principal['brands'],
  ): Promise<{ demands: Demand[]; posts: number; complaints: number }[]> {
    return this.cases.demandCounts(groups, brands);
  }

  /** Newest first. */
  members(group: GroupId, limit: number): Promise<ComplaintId[]> {
    return this.cases.members(group, limit);
  }

  /** Rows as lists show them, in the order of the ids; unknown ids are left out. */
  async rows(ids: readonly ComplaintId[]): Promise<ComplaintRow[]> {
    if (ids.length === 0) return [];
    const rows = new Map((await this.presenter.present(await this.stored.byIds(ids), null)).map((row) => [row.id, row]));
    return ids.flatMap((id) => rows.get(id) ?? []);
  }

  /** The newest of all that has been read, as lists show them to people of all brands. */
  async newestOfAll(limit: number): Promise<ComplaintRow[]> {
    return this.presenter.present(await this.stored.newest(limit), null);
  }

  /** The newest of some groups, as lists show them to people of these brands. */
  async newest(groups: readonly GroupId[], limit: number, brands: Principal['brands']): Promise<ComplaintRow[]> {
    const rows = brands === null ? this.stored.newestOf(groups, limit) : this.stored.newestOfBrands(groups, limit, brands);
    return this.presenter.present(await rows, brands);
  }
}
