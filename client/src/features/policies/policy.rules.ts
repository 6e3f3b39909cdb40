import type { DetectionPolicy } from '@tocsin/shared/incidents';

export const samePolicy = (a: DetectionPolicy, b: DetectionPolicy): boolean =>
  (Object.keys(a) as (keyof DetectionPolicy)[]).every((key) => a[key] === b[key]);
