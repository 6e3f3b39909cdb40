/**
 * Everything that is put on record. Each has its sentence in `audit.sentence` of both dictionaries of the console and its line in
 * `client/src/features/audit/sentences.ts`: without them the console does not compile.
 */
export const AUDIT_ACTIONS = [
  'user.created',
  'user.invited',
  'user.invitation-revoked',
  'user.joined',
  'user.changed',
  'user.signed-out',
  'user.totp-reset',
  'user.password-changed',
  'user.totp-enabled',
  'user.totp-disabled',
  'user.proof-refused',
  'sign-in.refused',
  'sign-in.locked',
  'sign-in.code-refused',
  'session.opened',
  'session.closed',
  'session.others-closed',
  'access.refusals-folded',
  'api-key.created',
  'api-key.revoked',
  'api-key.refused',
  'audit.exported',
  'complaint.contact-revealed',
  'complaint.payload-read',
  'complaint.validity-judged',
  'complaint.status-changed',
  'complaint.status-undone',
  'complaint.reply-withdrawn',
  'complaint.addition-received',
  'complaint.withdrawal-received',
  'complaint.rating-received',
  'complaint.attachment-added',
  'complaint.object-corrected',
  'complaint.retried',
  'complaint.exported',
  'complaint.person-searched',
  'complaints.import-started',
  'complaints.import-ended',
  'complaints.import-cancelled',
  'group.merge',
  'group.split',
  'group.move',
  'group.lock',
  'group.undo',
  'group.merge-refused',
  'group.split-refused',
  'recluster.started',
  'recluster.compared-again',
  'recluster.declared-included',
  'recluster.accepted',
  'recluster.cancelled',
  'recluster.discarded',
  'dictionary.entry-added',
  'dictionary.entry-changed',
  'dictionary.entry-retired',
  'dictionary.entry-restored',
  'dictionary.imported',
  'dictionary.exported',
  'incident.detected',
  'incident.declared',
  'incident.moved',
  'incident.severity-changed',
  'incident.renamed',
  'incident.commander-assigned',
  'incident.note-added',
  'incident.alarm-acknowledged',
  'incident.timeline-exported',
  'incident.situation-exported',
  'policy.detection-changed',
  'policy.detection-backtested',
  'wall.created',
  'wall.replaced',
  'wall.revoked',
  'secret.rotated',
  'secret.reseal-started',
  'secret.resealed',
  'database.restored',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

type AreaOf<A extends string> = A extends `${infer Area}.${string}` ? Area : never;
export type AuditArea = AreaOf<AuditAction>;
export const areaOf = (action: AuditAction): AuditArea => action.slice(0, action.indexOf('.')) as AuditArea;
export const AUDIT_AREAS = [...new Set(AUDIT_ACTIONS.map(areaOf))] as [AuditArea, ...AuditArea[]];

const KNOWN: ReadonlySet<string> = new Set(AUDIT_ACTIONS);
/** False for entries of a later version, which must be shown all the same. */
export const isAuditAction = (action: string): action is AuditAction => KNOWN.has(action);

/** What an entry can be about; `name` of a thing that is gone is null. */
export const AUDIT_SUBJECTS = [
  'user',
  'session',
  'api-key',
  'complaint',
  'import',
  'group',
  'recluster-run',
  'dictionary-entry',
  'incident',
  'wall',
  'policy',
] as const;
export type AuditSubject = (typeof AUDIT_SUBJECTS)[number];
