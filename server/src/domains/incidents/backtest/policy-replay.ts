import { detect, isLargeEnough, type BacktestAlarm, type Detection, type DetectionPolicy } from '@tocsin/shared/incidents';
import type { GroupId } from '@tocsin/shared/kernel';
import { GroupScrutiny, knownOf, type Known, type MemberWords } from '../scrutiny.js';
import type { Arrival, ReplayedGroup } from './replayed-group.js';

/** What alarms as one: the groups of one incident, or a group that never became one. */
export interface ReplayedUnit {
  readonly key: string;
  /** Milliseconds from which on no group of it can alarm, because it had an incident already that no policy raised. */
  readonly takenAt: number | null;
  /** Milliseconds at which its incident was closed; from then on later groups are no part of it. */
  readonly closedAt: number | null;
}
export interface RaisedUnit extends BacktestAlarm {
  groupId: GroupId;
}
export interface Incident {
  group: Pick<ReplayedGroup, 'terms' | 'complainants'>;
  unit: ReplayedUnit;
}
/** What a replay asks of the stored complaints, as they were once a number of the intake log had been read. */
export interface Stored {
  words: (upToSeq: number) => MemberWords;
  level: (group: ReplayedGroup, upToSeq: number, at: number) => Promise<BacktestAlarm['level']>;
}

/** One policy over the same arrivals as the live detector saw: its rules, its scrutiny, without its writing. */
export class PolicyReplay {
  readonly raised = new Map<string, RaisedUnit>();
  private readonly known: Incident[] = [];
  private readonly refused = new Map<GroupId, number>();

  constructor(
    readonly policy: DetectionPolicy,
    private readonly stored: Stored,
    /** Incidents that no policy raised in the span: others are held against them from `takenAt` on. */
    private readonly standing: readonly Incident[],
  ) {}

  /** After a complaint entered the group. */
  async look(group: ReplayedGroup, unit: ReplayedUnit, { seq, arrivedAt }: Arrival): Promise<void> {
    if (this.isSettled(unit, arrivedAt) || !isLargeEnough(this.policy, group)) return;
    const found = detect(this.policy, { ...group.window(this.policy.windowMinutes), critical: group.critical });
    if (found === null || !(await this.stands(group, found, seq, arrivedAt))) return;
    const level = await this.stored.level(group, seq, arrivedAt);
    const { rule, value, threshold } = found;
    this.raised.set(unit.key, { at: new Date(arrivedAt).toISOString(), rule, value, threshold, level, groupId: group.id });
    this.known.push({ group, unit });
  }

  isSettled({ key, takenAt }: ReplayedUnit, at: number): boolean {
    return this.raised.has(key) || (takenAt !== null && takenAt <= at);
  }

  private async stands(group: ReplayedGroup, { rule }: Detection, seq: number, at: number): Promise<boolean> {
    if (rule === 'critical') return true;
    const scrutiny = new GroupScrutiny(this.stored.words(seq), this.openAt(at), this.refused);
    await scrutiny.read([group]);
    return scrutiny.passes(group);
  }

  private openAt(at: number): Known[] {
    const standing = this.standing.filter(({ unit }) => (unit.takenAt ?? Infinity) <= at);
    return [...standing, ...this.known]
      .filter(({ unit }) => unit.closedAt === null || unit.closedAt > at)
      .map(({ group }) => knownOf(group));
  }
}
