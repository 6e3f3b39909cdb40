import { Injectable } from '@nestjs/common';
import { byDanger, mayAlarm, NEWS_TYPES, type Attention, type IncidentAlarm, type UnreadMark } from '@tocsin/shared/incidents';
import type { Person } from '@tocsin/shared/identity';
import { incidentStream } from '@tocsin/shared/live';
import { UsersService } from '../../../identity/index.js';
import { audienceOf, EventLog } from '../../../live/index.js';
import { WATCHED } from '../evaluator.js';
import { IncidentPresenter } from '../incident.presenter.js';
import { type IncidentRow, IncidentsRepository } from '../incidents.repository.js';
import { AttentionRepository, type SeenIncident } from './attention.repository.js';

const MOST_INCIDENTS = 1_000;
const MOST_UNREAD = 100;

/** What one person has not looked at yet, of the incidents that are not over. */
@Injectable()
export class AttentionReading {
  constructor(
    private readonly incidents: IncidentsRepository,
    private readonly presenter: IncidentPresenter,
    private readonly rows: AttentionRepository,
    private readonly events: EventLog,
    private readonly users: UsersService,
  ) {}

  async read(me: Person, now: Date): Promise<Attention> {
    const open = await this.incidents.gravest({ states: WATCHED, brands: me.brands, limit: MOST_INCIDENTS });
    const [seen, since] = await Promise.all([this.seenBy(me, open), this.startOf(me)]);
    const alarming = open.filter((row) => isUnacknowledged(me, row, seen.get(row.id), since));
    const [alarms, marks] = await Promise.all([this.presenter.summaries(alarming), this.marks(me, [...seen.values()], since)]);
    return {
      at: now.toISOString(),
      alarms: alarms.sort(byDanger).map(({ id, no, title, state, severity, metrics, alarm }) => ({
        ...{ id, no, title, state, level: severity.level, safety: metrics.safety, complainants: metrics.complainants },
        ...(alarm as IncidentAlarm),
      })),
      marks,
    };
  }

  private async seenBy(me: Person, open: readonly IncidentRow[]): Promise<Map<string, SeenIncident>> {
    const rows = await this.rows.seen(
      me.id,
      open.map(({ id }) => id),
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** What was there before a person was, is not news to them. */
  private async startOf(me: Person): Promise<Date> {
    return (await this.rows.startOf(me.id)) ?? new Date(Date.parse((await this.users.read(me.id)).createdAt));
  }

  private async marks(me: Person, seen: readonly SeenIncident[], since: Date): Promise<UnreadMark[]> {
    const looked = seen.filter(({ seen_seq }) => seen_seq !== null);
    const positions = await Promise.all(
      looked.map(async ({ id, seen_seq, seen_at }) => {
        const stream = audienceOf(me, incidentStream(id));
        return { stream, afterSeq: await this.events.positionIn(stream, Number(seen_seq), seen_at ?? since) };
      }),
    );
    const news = await this.events.newsBehind(positions, me.id, NEWS_TYPES, MOST_UNREAD);
    return seen
      .map(({ id, seen_seq, detected_at }) => ({
        id,
        fresh: seen_seq === null && detected_at > since,
        unread: news.get(audienceOf(me, incidentStream(id))) ?? 0,
      }))
      .filter(({ fresh, unread }) => fresh || unread > 0);
  }
}

/** Whoever raised it by their own word knows of it. */
function isUnacknowledged(me: Person, { state, alarm, severity }: IncidentRow, seen: SeenIncident | undefined, since: Date): boolean {
  if (alarm === null || !mayAlarm(state)) return false;
  if (alarm.kind === 'severity' && severity.override?.by === me.id && severity.override.at === alarm.at) return false;
  const at = Date.parse(alarm.at);
  return at > since.getTime() && at > (seen?.acknowledged_at?.getTime() ?? 0);
}
