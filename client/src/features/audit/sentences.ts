import { auditNameOf, isAuditAction, type AuditAction, type AuditEntry, type AuditName } from '@tocsin/shared/audit';

/** How a value of the record is put into words. */
export type Kind =
  | 'text'
  | 'flag'
  | 'instant'
  | 'roles'
  | 'scopes'
  | 'brands'
  | 'state'
  | 'severity'
  | 'scenario'
  | 'status'
  | 'validity'
  | 'invalidReason'
  | 'name'
  | 'refusal'
  | 'counts';

/**
 * What `from` and `to` of an entry are, when they are plain values and old → new of one thing; `null` where an entry has none, or they are
 * the two ends of a move. Every action is here: one that is added without its line does not compile.
 */
const CHANGES: Record<AuditAction, Kind | null> = {
  'user.created': null,
  'user.invited': null,
  'user.invitation-revoked': null,
  'user.joined': null,
  'user.changed': null,
  'user.signed-out': null,
  'user.totp-reset': null,
  'user.password-changed': null,
  'user.totp-enabled': null,
  'user.totp-disabled': null,
  'user.proof-refused': null,
  'sign-in.refused': null,
  'sign-in.locked': null,
  'sign-in.code-refused': null,
  'session.opened': null,
  'session.closed': null,
  'session.others-closed': null,
  'access.refusals-folded': null,
  'api-key.created': null,
  'api-key.revoked': null,
  'api-key.refused': null,
  'audit.exported': null,
  'complaint.contact-revealed': null,
  'complaint.payload-read': null,
  'complaint.validity-judged': 'validity',
  'complaint.status-changed': 'status',
  'complaint.status-undone': 'status',
  'complaint.reply-withdrawn': null,
  'complaint.addition-received': null,
  'complaint.withdrawal-received': null,
  'complaint.rating-received': null,
  'complaint.attachment-added': null,
  'complaint.attachments-claimed': null,
  'complaint.attachment-read': null,
  'complaint.object-corrected': null,
  'complaint.retried': null,
  'complaint.exported': null,
  'complaint.person-searched': null,
  'complaints.import-started': null,
  'complaints.import-ended': null,
  'complaints.import-cancelled': null,
  'group.merge': null,
  'group.split': null,
  'group.move': null,
  'group.lock': null,
  'group.undo': null,
  'group.merge-refused': null,
  'group.split-refused': null,
  'recluster.started': null,
  'recluster.compared-again': null,
  'recluster.declared-included': null,
  'recluster.accepted': null,
  'recluster.cancelled': null,
  'recluster.discarded': null,
  'dictionary.entry-added': null,
  'dictionary.entry-changed': 'text',
  'dictionary.entry-retired': 'text',
  'dictionary.entry-restored': 'text',
  'dictionary.imported': null,
  'dictionary.exported': null,
  'incident.detected': null,
  'incident.declared': null,
  'incident.moved': 'state',
  'incident.severity-changed': 'severity',
  'incident.renamed': 'text',
  'incident.commander-assigned': 'name',
  'incident.note-added': null,
  'incident.alarm-acknowledged': null,
  'incident.timeline-exported': null,
  'incident.situation-exported': null,
  'policy.detection-changed': 'text',
  'policy.detection-backtested': null,
  'wall.created': null,
  'wall.replaced': null,
  'wall.revoked': null,
  'secret.rotated': null,
  'secret.reseal-started': null,
  'secret.resealed': null,
  'database.restored': null,
};

/** Values that stand beside the sentence, by the name they have in the record. */
export const FACTS = {
  email: 'text',
  roles: 'roles',
  brands: 'brands',
  scopes: 'scopes',
  why: 'refusal',
  by: 'refusal',
  ip: 'text',
  closed: 'text',
  counts: 'counts',
  since: 'instant',
  until: 'instant',
  expiresAt: 'instant',
  format: 'text',
  personal: 'flag',
  person: 'text',
  lang: 'text',
  fileName: 'text',
  files: 'text',
  rows: 'text',
  accepted: 'text',
  duplicates: 'text',
  rejected: 'text',
  adjusted: 'text',
  sha256: 'text',
  complaints: 'text',
  entries: 'text',
  added: 'text',
  changed: 'text',
  refused: 'text',
  version: 'text',
  title: 'text',
  severity: 'severity',
  scenario: 'scenario',
  score: 'text',
  invalidReason: 'invalidReason',
  note: 'text',
  keyName: 'text',
  asOf: 'instant',
  base: 'text',
  accessKept: 'flag',
  sessions: 'text',
  apiKeys: 'text',
  wallLinks: 'text',
  invitations: 'text',
  activeAccounts: 'text',
} as const satisfies Record<string, Kind>;
export type FactKey = keyof typeof FACTS;

/** Values whose old and new stand under their own name. */
const FIELDS = {
  name: 'text',
  title: 'text',
  roles: 'roles',
  brands: 'brands',
  scenario: 'scenario',
  aliases: 'text',
  kind: 'text',
  retired: 'flag',
  minComplainants: 'text',
  windowMinutes: 'text',
  burst: 'text',
  criticalRisk: 'flag',
} as const satisfies Record<string, Kind>;
export type FieldKey = keyof typeof FIELDS;

export interface Change {
  /** Null for the one value that the action itself names. */
  field: FieldKey | null;
  kind: Kind;
  from: unknown;
  to: unknown;
}

export interface Sentence {
  action: AuditAction | null;
  /** Which of two wordings, where one action is both: locking and unlocking. */
  variant: string | null;
  /** The two ends of a move of complaints, by their names; null when they are not known any more. */
  ends: { from: string | null; into: string | null };
  facts: { key: FactKey; kind: Kind; value: unknown }[];
  changes: Change[];
  reason: string | null;
}

type Plain = Record<string, unknown>;
const isPlain = (value: unknown): value is Plain => value !== null && typeof value === 'object' && !Array.isArray(value);
const isPair = (value: unknown): value is { from: unknown; to: unknown } => isPlain(value) && 'from' in value && 'to' in value;
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function changesOf(detail: Plain, kind: Kind | null): Change[] {
  const own: Change[] = [];
  if (isPlain(detail['from']) && isPlain(detail['to'])) own.push(...between(detail['from'], detail['to']));
  else if (kind !== null && 'to' in detail) own.push({ field: null, kind, from: detail['from'] ?? null, to: detail['to'] });
  for (const [field, fieldKind] of entriesOf(FIELDS)) {
    const value = detail[field];
    if (isPair(value)) own.push({ field, kind: fieldKind, from: value.from, to: value.to });
  }
  return own;
}

const between = (from: Plain, to: Plain): Change[] =>
  entriesOf(FIELDS).flatMap(([field, kind]) =>
    same(from[field], to[field]) ? [] : [{ field, kind, from: from[field] ?? null, to: to[field] ?? null }],
  );

const entriesOf = <T extends object>(table: T): [keyof T, T[keyof T]][] => Object.entries(table) as [keyof T, T[keyof T]][];

function factsOf(detail: Plain): Sentence['facts'] {
  return entriesOf(FACTS).flatMap(([key, kind]) => {
    const value = detail[key];
    // An old → new stands among the changes.
    return value === undefined || value === null || value === '' || isPair(value) ? [] : [{ key, kind, value }];
  });
}

function variantOf(action: AuditAction | null, detail: Plain): string | null {
  if (action === 'group.lock' && detail['kind'] === 'unlock') return 'unlocked';
  if (action === 'user.changed' && typeof detail['disabled'] === 'boolean') return detail['disabled'] ? 'disabled' : 'enabled';
  if (action === 'user.changed' && detail['password'] === 'changed') return 'password';
  if (action === 'complaints.import-ended' && detail['state'] === 'failed') return 'importFailed';
  if (action === 'complaint.exported' && detail['personal'] === 'revealed') return 'revealed';
  if (action === 'wall.created' && typeof detail['replaces'] === 'string') return 'linkReplacing';
  if (action === 'wall.revoked' && typeof detail['withKey'] === 'string') return 'linkWithKey';
  if (action === 'database.restored' && detail['asOf'] === null) return 'restoredWhole';
  return null;
}

const endOf = (value: unknown, names: Record<string, AuditName>): string | null =>
  typeof value === 'string' ? (auditNameOf(names, 'group', value) ?? null) : null;

/** What an entry says, in the literals of the contracts; the view turns them into words of a language. */
export function sentenceOf(entry: AuditEntry, names: Record<string, AuditName>): Sentence {
  const action = isAuditAction(entry.action) ? entry.action : null;
  const { detail } = entry;
  const { reason, ...rest } = detail;
  const judged = action === 'complaint.validity-judged';
  return {
    action,
    variant: variantOf(action, detail),
    ends: { from: endOf(detail['from'], names), into: endOf(detail['into'], names) },
    changes: changesOf(detail, action === null ? null : CHANGES[action]),
    // Of a judgement the reason is a code, and the grounds are the note.
    facts: factsOf(judged && reason !== undefined ? { ...rest, invalidReason: reason } : rest),
    reason: !judged && typeof reason === 'string' && reason !== '' ? reason : null,
  };
}
