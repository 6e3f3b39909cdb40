import { segment } from '../../../platform/text/index.js';

/** Enough for a page of Chinese; a complaint that is longer is still found by its first pages. */
const MAX_TERMS = 1_500;
/** Chinese apart from everything else: «5天不动» is a number and three characters, not one word. */
const RUN = /[\u3400-\u9fff]+|(?:(?![\u3400-\u9fff])[\p{L}\p{N}])(?:(?![\u3400-\u9fff])[\p{L}\p{N}_.@'-]){0,63}/gu;
const EDGE = /[_.@'-]+$/;
const HAN = /^[\u3400-\u9fff]/;
const HAN_WORD = /^[\u3400-\u9fff]{3,12}$/;
const SPLIT_LATIN = /[^\p{L}\p{N}]+/u;

class Terms {
  readonly found = new Set<string>();
  add(term: string): void {
    if (this.found.size < MAX_TERMS && term.length > 0 && term.length <= 64) this.found.add(term);
  }
}

function addRuns(terms: Terms, text: string): void {
  for (const [run] of text.matchAll(RUN)) {
    if (!HAN.test(run)) {
      terms.add(run.replace(EDGE, ''));
      if (SPLIT_LATIN.test(run)) for (const part of run.split(SPLIT_LATIN)) terms.add(part);
    } else if (run.length === 1) terms.add(run);
    else for (let i = 0; i + 2 <= run.length; i++) terms.add(run.slice(i, i + 2));
  }
}

/**
 * Tokens for full-text search: pairs of Chinese characters, so that any two-character word is found wherever the dictionary would have
 * cut; whole dictionary words from three characters up, so that they weigh more than their parts; Latin words and numbers.
 * `texts` are normalised already.
 */
export function searchTerms(texts: readonly string[]): string[] {
  const terms = new Terms();
  for (const text of texts) {
    if (text.length === 0) continue;
    addRuns(terms, text);
    for (const word of segment(text)) if (HAN_WORD.test(word)) terms.add(word);
  }
  return [...terms.found];
}

/** The tokens a query must match, all of them: pairs only, since a word may have been cut otherwise in the complaint. */
export function queryTerms(normalised: string): string[] {
  const terms = new Terms();
  addRuns(terms, normalised);
  return [...terms.found];
}
