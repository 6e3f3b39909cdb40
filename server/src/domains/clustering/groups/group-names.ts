import type { GroupId } from '@tocsin/shared/kernel';
import { groupIdOf } from './group-id.js';

/**
 * Which group of the engine is which group of ours. Nearly always the same id; a group that came back by an undo has a new name in
 * the engine and keeps its old one with people.
 */
export class GroupNames {
  private readonly toOurs = new Map<string, GroupId>();
  private readonly toEngine = new Map<GroupId, string>();

  constructor(pairs: Iterable<{ id: GroupId; engineId: string }> = []) {
    for (const { id, engineId } of pairs) this.bind(id, engineId);
  }

  ours(engineId: string): GroupId {
    const known = this.toOurs.get(engineId);
    if (known !== undefined) return known;
    const id = groupIdOf(engineId);
    if (id !== (engineId as string)) this.bind(id, engineId);
    return id;
  }

  engines(id: GroupId): string {
    return this.toEngine.get(id) ?? id;
  }

  bind(id: GroupId, engineId: string): void {
    this.toOurs.set(engineId, id);
    this.toEngine.set(id, engineId);
  }
}
