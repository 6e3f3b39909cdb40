import { gateForDoc } from './gate.js';
import { moveSlot } from './refine.js';
import { contenders, mayJoin, type Subject } from './score.js';
import type { State } from './state.js';
import { tallyObjects, type Group } from './store/group.js';
import type { ObjectRef, Revision } from './types.js';

/** What a person says goes before whatever was read of the same kind. */
export const withCorrection = (objects: readonly ObjectRef[] | undefined, object: ObjectRef): ObjectRef[] => [
  object,
  ...(objects ?? []).filter(({ kind }) => kind !== object.kind),
];

/**
 * Puts a person's word in the place of what was read. A document that no longer belongs with its group goes where it does belong, or
 * opens a group of its own, and stays there; people's links and locks hold it back.
 */
export function correctObject(state: State, id: string, object: ObjectRef, nextSeq: () => number): Revision[] {
  const slot = state.slots.get(id);
  if (slot === undefined) return [];
  const record = state.record(slot);
  const { group } = record;
  const objects = withCorrection(record.objects, object);
  tallyObjects(group, record.objects, -1);
  const refused = gateForDoc(objects, group, state.config).verdict === 'refuse';
  record.objects = objects;
  tallyObjects(group, objects, 1);
  if (!refused || group.locked || state.constraints.must.has(id) || !hasOthers(state, group, slot)) return [];
  const revision = moveSlot(state, slot, placeFor(state, slot, objects), 'person', 'person', 1, nextSeq());
  record.pinned = true;
  return [revision];
}

/** What a document is about, by a later reading. It stays where it is: whoever read it anew has said where it belongs. */
export function readAnew(state: State, id: string, objects: readonly ObjectRef[]): void {
  const slot = state.slots.get(id);
  if (slot === undefined) return;
  const record = state.record(slot);
  tallyObjects(record.group, record.objects, -1);
  record.objects = objects.length > 0 ? [...objects] : undefined;
  tallyObjects(record.group, record.objects, 1);
}

/** Whether anybody would be left: a re-post goes where its original goes. */
const hasOthers = (state: State, group: Group, slot: number): boolean =>
  group.live < group.size || state.members(group).some((other) => other !== slot && state.record(other).repostOf !== slot);

function placeFor(state: State, slot: number, objects: ObjectRef[]): Group {
  const { id, at, profile, group } = state.record(slot);
  const subject: Subject = { id, profile, objects, slot };
  state.query.load(state.docs, slot);
  const found = contenders(state, subject).find((one) => one.group !== group && !one.group.locked && mayJoin(state, subject, one));
  return found?.group ?? state.openGroup(id, profile, at);
}
