export { hostileText, hostileWord, storable } from './hostile-texts.js';
export { PROTOTYPE_WORDS } from './prototype-words.js';
export { repeated, WORST_TEXTS } from './worst-texts.js';
