import type { EntryKind } from '@tocsin/shared/clustering';
import { objectKey, withCorrection, type ObjectRef } from '../engine/index.js';
import type { Correction } from './corrections.repository.js';

/** A person's word as the engine compares it: nothing is surer. */
export const correctedObject = ({ kind, name }: { kind: EntryKind; name: string }): ObjectRef => ({
  kind,
  key: objectKey(name),
  name,
  source: 'person',
  confidence: 1,
});

/** What was read, with what people said since in its place. */
export const asCorrected = (objects: readonly ObjectRef[], said: readonly Pick<Correction, 'kind' | 'name'>[]): ObjectRef[] =>
  said.reduce<ObjectRef[]>((known, one) => withCorrection(known, correctedObject(one)), [...objects]);
