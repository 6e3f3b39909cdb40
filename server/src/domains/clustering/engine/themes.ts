import { topWords } from './explain.js';
import { gateForGroups, objectOf } from './gate.js';
import { likeness } from './rounds.js';
import type { State } from './state.js';
import type { Group } from './store/group.js';
import type { Theme } from './types.js';

const MIN_GROUPS = 2;
const NEIGHBOURS = 30;
const MIN_COSINE = 0.05;
const BUDGET = 3_000;
const TERMS = 8;

/** One problem over several objects: groups that would be one, were it not for whom they are about. Shown, never alarmed. */
export function findThemes(state: State): Theme[] {
  const parent = new Map<Group, Group>();
  const root = (group: Group): Group => {
    let top = group;
    for (let up = parent.get(top); up && up !== top; up = parent.get(top)) top = up;
    return top;
  };
  const withObject = [...state.groups.values()]
    .filter((group) => group.size > 1 && group.live > 0 && objectOf(group))
    .sort((a, b) => a.firstAt - b.firstAt || (a.id < b.id ? -1 : 1));
  for (const group of withObject) {
    state.query.loadCentroid(state.centroidOf(group));
    for (const { slot } of state.searcher.nearest(state.query, NEIGHBOURS, MIN_COSINE, BUDGET)) {
      const other = state.record(slot).group;
      if (other === group || other.size < 2 || gateForGroups(group, other, state.config).verdict !== 'refuse') continue;
      const profile = state.config.profiles[group.profile];
      if (likeness(state, group, other) >= profile.merge) parent.set(root(other), root(group));
    }
  }
  return gather(state, withObject, root);
}

function gather(state: State, groups: Group[], root: (group: Group) => Group): Theme[] {
  const families = new Map<Group, Group[]>();
  for (const group of groups) families.set(root(group), [...(families.get(root(group)) ?? []), group]);
  const themes: Theme[] = [];
  for (const [top, members] of families) {
    if (members.length < MIN_GROUPS) continue;
    themes.push({
      id: `theme:${members.map(({ id }) => id).sort()[0] ?? top.id}`,
      terms: topWords(state, top, TERMS),
      groups: members.flatMap((group) => {
        const object = objectOf(group);
        return object ? [{ groupId: group.id, object }] : [];
      }),
      size: members.reduce((sum, { size }) => sum + size, 0),
    });
  }
  return themes.sort((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1));
}
