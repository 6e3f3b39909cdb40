export { Cases } from './cases/cases.js';
export type { IntakeRecord, NewCase, Regrouping } from './cases/case.types.js';
export { identsOf } from './cases/idents.js';
export { COMES_AS_PAST } from './cases/past-case.sql.js';
export { ComplaintMoves, type MovesLookup, type PastMove } from './history/complaint-moves.js';
export type { HistoryMark } from './history/history-mark.js';
export { ComplaintCounts } from './reading/complaint-counts.js';
export { ComplaintsModule } from './complaints.module.js';
export { IncidentDirectory, type IncidentLookup, type IncidentRef } from './reading/incident-directory.js';
