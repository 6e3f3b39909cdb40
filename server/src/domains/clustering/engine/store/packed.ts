/**
 * A term and its weight in one number: half the memory of two arrays, and one cache line where there were two. The steps are far finer than
 * any threshold the weights are compared with.
 */
const STEPS_BITS = 10;
const STEPS = (1 << STEPS_BITS) - 1;

/** More would not leave room for the weight. */
export const MAX_TERM_BITS = 32 - STEPS_BITS;

export const pack = (term: number, weight: number): number =>
  ((term << STEPS_BITS) | Math.min(STEPS, Math.max(1, Math.round(weight * STEPS)))) >>> 0;

export const packedTerm = (packed: number): number => packed >>> STEPS_BITS;

export const packedWeight = (packed: number): number => (packed & STEPS) / STEPS;
