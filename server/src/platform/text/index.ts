export { normaliseText, MAX_COMPARED_LENGTH, type NormalisedText } from './normalise.js';
export { segment, teachWords } from './segment.js';
export { toSimplified } from './simplify.js';
export { classOfWord, type WordClass } from './word-class.js';
