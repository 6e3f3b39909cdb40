import { DetectionPolicy } from '@tocsin/shared/incidents';

export const samePolicy = (a: DetectionPolicy, b: DetectionPolicy): boolean =>
  (Object.keys(DetectionPolicy.shape) as (keyof DetectionPolicy)[]).every((key) => a[key] === b[key]);
