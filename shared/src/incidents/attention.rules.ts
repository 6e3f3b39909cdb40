/** What the engine writes that is worth a mark. What people write always is; single moves of the engine are not. */
export const NEWS_TYPES = [
  'incident.detected',
  'incident.declared',
  'incident.moved',
  'incident.severity-changed',
  'incident.renamed',
  'incident.milestone',
  'complaint.complainant-spoke',
  'group.reclustered',
] as const;

/** Whoever comes back sooner is still at the same look: what they were told stays told. */
export const VISIT_MINUTES = 15;
