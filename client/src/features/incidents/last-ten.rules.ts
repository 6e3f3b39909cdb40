const MINUTE = 60_000;

/** Where the last ten minutes begin: they are counted by whole minutes, the running one included. */
export const lastTenFrom = (at: string): string => new Date((Math.floor(Date.parse(at) / MINUTE) - 9) * MINUTE).toISOString();
