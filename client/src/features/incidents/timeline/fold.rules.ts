import type { LiveEvent } from '@tocsin/shared/live';
import { isRegrouping, type RegroupEvent } from './undo.rules.js';

export type TimelineRow = { kind: 'one'; event: LiveEvent } | { kind: 'run'; events: RegroupEvent[] };

const TIDYING: ReadonlySet<string> = new Set(['group.merged', 'group.split', 'group.moved']);

/** The engine put complaints elsewhere by itself; what people decided always stands alone. */
const isTidying = (event: LiveEvent): event is RegroupEvent => event.actor === null && TIDYING.has(event.type) && isRegrouping(event);

/** The engine tidies up in many small moves: those that follow each other become one row, in the order in which they were given. */
export function foldRuns(events: readonly LiveEvent[]): TimelineRow[] {
  const rows: TimelineRow[] = [];
  for (const event of events) {
    const last = rows.at(-1);
    if (!isTidying(event)) rows.push({ kind: 'one', event });
    else if (last?.kind === 'run') last.events.push(event);
    else rows.push({ kind: 'run', events: [event] });
  }
  return rows.map((row) => (row.kind === 'run' && row.events.length === 1 ? { kind: 'one', event: row.events[0] as LiveEvent } : row));
}
