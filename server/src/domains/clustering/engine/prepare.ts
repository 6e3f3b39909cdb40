import { normaliseText } from '../../../platform/text/index.js';
import { extractFeatures } from './features.js';
import { hashString } from './hash.js';
import { isGarbled } from './garbled.js';
import { resolveObjects } from './objects.js';
import { signatureOf } from './signature.js';
import type { EngineDoc, Prepared, PrepareOptions } from './types.js';

/** The costly, stateless half of clustering. Safe to call in several worker threads at once. */
export function prepare(doc: EngineDoc, options: PrepareOptions = {}): Prepared {
  const title = doc.title ? normaliseText(doc.title).text.trim() : '';
  const normalised = normaliseText(doc.text);
  const body = withoutTitle(normalised.text, title).trim();
  const whole = title ? `${title}\n${body}` : body;
  const objects = resolveObjects(whole, title, doc.fields, options.dictionary);
  const features = extractFeatures(title, body);
  const odd = isGarbled(whole, features.words);
  return {
    id: doc.id,
    at: doc.at,
    author: doc.author ?? '',
    profile: options.profile && options.profile !== 'auto' ? options.profile : features.profile,
    features: odd ? new Uint32Array(0) : features.hashes,
    weights: odd ? new Float32Array(0) : features.weights,
    named: odd ? new Uint8Array(0) : features.named,
    wordCount: odd ? 0 : features.words.length,
    words: odd ? '' : features.words.join('\n'),
    wordClass: odd ? new Uint8Array(0) : features.wordClass,
    signature: odd ? new Uint32Array(0) : signatureOf(whole),
    textHash: [hashString(whole, 0x811c9dc5), hashString(whole, 0x01234567)],
    length: whole.length,
    objects,
    dictionaryVersion: options.dictionary?.version ?? '',
  };
}

/** Many channels repeat the title as the first line of the text; it would count twice. */
const withoutTitle = (text: string, title: string): string => (title && text.startsWith(title) ? text.slice(title.length) : text);
