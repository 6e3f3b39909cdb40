/** The built scenario, which carries no types of its own: what is used of it here. */
declare module '*/server/dist/domains/drills/scenario/index.js' {
  interface Told {
    atMs: number;
    body: object;
  }
  export const bigSaleLogistics: {
    complaints: (options: { count?: number; rate?: number; durationSeconds?: number; run?: string }) => Iterable<Told>;
  };
}
