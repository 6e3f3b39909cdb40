export const SESSION_IDLE_MS = 30 * 60_000;
/** A long crisis shift: nobody is signed out in the middle of it, and nobody stays signed in overnight. */
export const SESSION_MAX_MS = 12 * 3_600_000;
