import type { PlaceInput } from '@tocsin/shared/complaints';
import { Problem } from '../../../platform/problems/index.js';
import { isKnownArea } from '../enrichment/place/gazetteer.js';

/** A code that no map knows is a mistyped one: better told at once than counted as nowhere. `path` is the sender's name of the field. */
export function refuseUnknownArea(place: PlaceInput | undefined, path = 'place.adcode'): void {
  if (typeof place !== 'object' || !('adcode' in place) || isKnownArea(place.adcode)) return;
  const issues = [{ path, code: 'unknown_area', message: 'is no administrative division that is known here' }];
  throw new Problem('request/invalid', {}, { issues });
}
