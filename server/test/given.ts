import type { As } from './as.js';

/** Makes what a test needs through the product's own API. Domains add theirs. */
export interface Given {
  as: As;
}

export const givenOf = (as: As): Given => ({ as });
