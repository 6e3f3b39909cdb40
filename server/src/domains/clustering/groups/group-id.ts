import { createHash } from 'node:crypto';
import type { GroupId } from '@tocsin/shared/kernel';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * The engine names a group after the complaint that founded it, and adds a counter when that name is taken. Ours follows from the
 * engine's by calculation, never by chance, so that a replay finds the same rows.
 */
export function groupIdOf(engineId: string): GroupId {
  if (UUID.test(engineId)) return engineId as GroupId;
  const founder = engineId.slice(0, 36);
  const time = UUID.test(founder) ? founder.slice(0, 13) : '00000000-0000';
  const hash = createHash('sha256').update(engineId).digest('hex');
  return `${time}-7${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}` as GroupId;
}
