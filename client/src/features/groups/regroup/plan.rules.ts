import type { ComplaintId, GroupId } from '@tocsin/shared/kernel';

/** A complaint and where it stands; null while the engine has not read it. */
export interface Member {
  id: ComplaintId;
  groupId: GroupId | null;
}

export interface Source {
  from: GroupId;
  ids: ComplaintId[];
}

export type Step =
  ({ kind: 'split' } & Source) | ({ kind: 'move'; into: GroupId } & Source) | { kind: 'merge'; from: GroupId; into: GroupId };

/** The chosen complaints by the group they leave, the largest part first. */
export function sourcesOf(members: readonly Member[]): Source[] {
  const by = new Map<GroupId, ComplaintId[]>();
  for (const { id, groupId } of members) {
    if (groupId === null) continue;
    const ids = by.get(groupId);
    if (ids) ids.push(id);
    else by.set(groupId, [id]);
  }
  return [...by].map(([from, ids]) => ({ from, ids })).sort((a, b) => b.ids.length - a.ids.length);
}

/** Each part would leave its group; the first makes the new one, the others follow it there. */
export const splitSteps = (sources: readonly Source[]): Step[] => sources.map((source) => ({ kind: 'split', ...source }));

export const moveSteps = (sources: readonly Source[], into: GroupId): Step[] =>
  sources.filter(({ from }) => from !== into).map((source) => ({ kind: 'move', into, ...source }));

export const mergeSteps = (groups: readonly GroupId[], into: GroupId): Step[] =>
  groups.filter((from) => from !== into).map((from) => ({ kind: 'merge', from, into }));

/** A split of several groups makes one new group, not one each: from the second on it is a move into the first one's. */
export const following = (step: Step, made: GroupId | null): Step =>
  step.kind === 'split' && made !== null ? { kind: 'move', from: step.from, ids: step.ids, into: made } : step;
