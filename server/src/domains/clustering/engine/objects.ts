import { matchDictionary } from './dictionary.js';
import { patternObjects } from './patterns.js';
import type { EngineFields, ObjectDictionary, ObjectKind, ObjectRef } from './types.js';

const FIELD_KINDS: readonly [keyof EngineFields, ObjectKind, number][] = [
  ['object', 'site', 1],
  ['flight', 'flight', 1],
  ['batch', 'batch', 1],
  ['brand', 'brand', 1],
  ['product', 'product', 1],
  ['orderRef', 'order', 1],
  ['place', 'place', 0.5],
];

export const objectKey = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]+/gu, '');

/** Fields first, then the dictionary people keep, then patterns in the text; surest first. */
export function resolveObjects(
  text: string,
  title: string,
  fields: EngineFields | undefined,
  dictionary: ObjectDictionary | undefined,
): ObjectRef[] {
  const found: ObjectRef[] = [];
  const add = (object: ObjectRef): void => {
    if (object.key !== '' && !found.some((other) => other.kind === object.kind && other.key === object.key)) found.push(object);
  };
  for (const [field, kind, confidence] of FIELD_KINDS) {
    const name = fields?.[field];
    if (name) add({ kind, key: objectKey(name), name, source: 'field', confidence });
  }
  if (dictionary) for (const object of matchDictionary(text, title, dictionary)) add(object);
  for (const object of patternObjects(text, title)) add(object);
  return found.sort((a, b) => b.confidence - a.confidence);
}

/** Whether a disagreement about this object alone forbids a common group. */
export const isHard = (object: ObjectRef): boolean => object.confidence >= 0.8 && object.kind !== 'order' && object.kind !== 'place';
