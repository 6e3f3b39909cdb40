import { Injectable } from '@nestjs/common';
import type { IncidentId } from '@tocsin/shared/kernel';
import { incidentStream } from '@tocsin/shared/live';
import { ENGINE } from '../../live/index.js';
import type { Tx } from '../../platform/database/db.js';
import { DetectionRepository, type SeenGroup } from './detection.repository.js';
import { IncidentBooks } from './incident-books.js';
import { coreOf, IncidentPresenter } from './incident.presenter.js';
import { IncidentsRepository, type IncidentRow } from './incidents.repository.js';

const words = (title: string): string => title.split(' · ').sort().join(' · ');
/** The strongest words change places all the time: that is no other name. */
const sameWords = (a: string, b: string): boolean => words(a) === words(b);

/** Five people name a matter less well than fifty: until a person gives it a title, a suspected incident is called what its largest group is called. */
@Injectable()
export class TitleKeeper {
  constructor(
    private readonly incidents: IncidentsRepository,
    private readonly detection: DetectionRepository,
    private readonly books: IncidentBooks,
    private readonly presenter: IncidentPresenter,
  ) {}

  async milestones(tx: Tx, ids: readonly IncidentId[]): Promise<Map<IncidentId, number>> {
    return new Map((await this.incidents.byIds(ids, tx)).map(({ id, milestone }) => [id, milestone]));
  }

  /** Looks again whenever an incident has passed a milestone; in between the clock does, so that its name neither flickers nor stays behind. */
  async follow(tx: Tx, before: ReadonlyMap<IncidentId, number>): Promise<void> {
    const grown = (await this.incidents.byIds([...before.keys()], tx)).filter(
      ({ id, state, milestone }) => state === 'detected' && milestone > (before.get(id) ?? 0),
    );
    await this.nameLike(tx, grown);
  }

  async catchUp(tx: Tx): Promise<void> {
    const groups = await this.detection.groupsOf(tx, ['detected']);
    const ids = new Set(groups.flatMap(({ incident_id }) => incident_id ?? []));
    await this.nameLike(tx, await this.incidents.byIds([...ids].sort(), tx), groups);
  }

  private async nameLike(tx: Tx, rows: readonly IncidentRow[], known?: readonly SeenGroup[]): Promise<void> {
    if (rows.length === 0) return;
    const groups = known ?? (await this.detection.groupsOf(tx, ['detected']));
    for (const row of rows) {
      const title = groups.find((group) => group.incident_id === row.id)?.title;
      if (title !== undefined && !sameWords(title, row.title)) await this.rename(tx, row, title);
    }
  }

  private async rename(tx: Tx, row: IncidentRow, title: string): Promise<void> {
    if (await this.detection.renamedByHand(tx, incidentStream(row.id))) return;
    const changed = await this.incidents.update(tx, row, { title });
    const incident = coreOf(changed, (await this.presenter.core(changed, tx)).groupIds);
    await this.books.tell(tx, ENGINE, row.id, { type: 'incident.renamed', payload: { incident, from: row.title, to: title } });
  }
}
