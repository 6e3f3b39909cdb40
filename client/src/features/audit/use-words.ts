import { auditNameOf, type AuditEntry, type AuditName } from '@tocsin/shared/audit';
import type { Permission } from '@tocsin/shared/identity';
import { useTranslation } from 'react-i18next';
import { count, dateTime } from '../../lib/format.js';
import { permissionKey } from '../../lib/permission-key.js';
import { NUMERAL } from '../../ui/severity.js';
import { sentenceOf, type Kind, type Sentence } from './sentences.js';

export type Names = Readonly<Record<string, AuditName>>;

/** A word for each code of these kinds stands in the dictionary of the domain under this name. */
const DOMAIN = {
  roles: 'role',
  state: 'incidentState',
  scenario: 'scenario',
  status: 'complaintStatus',
  validity: 'validity',
  invalidReason: 'invalidReason',
} as const;

interface Words {
  /** The sentence without its actor. */
  said: (entry: AuditEntry, sentence: Sentence) => string;
  actor: (entry: AuditEntry) => string;
  value: (kind: Kind, value: unknown) => string;
}

type Say = (key: string, values?: Record<string, unknown>) => string;

function valueOf(t: Say, names: Names, kind: Kind, value: unknown): string {
  if (kind === 'brands' && value === null) return t('allBrands');
  if (value === null || value === undefined || value === '') return t('none_value');
  if (Array.isArray(value))
    return value.length === 0 ? t('none_value') : value.map((one) => valueOf(t, names, kind, one)).join(t('separator'));
  if (kind === 'flag') return t(value === true || value === 'revealed' ? 'flag.yes' : 'flag.no');
  if (kind === 'counts' && typeof value === 'object')
    return Object.entries(value)
      .map(([action, n]) =>
        t('pair', { name: t(`sentence.${action}`, { subject: '', defaultValue: action }).replace(/[:：\s]+$/, ''), value: n }),
      )
      .join(t('separator'));
  if (typeof value === 'number') return count(value);
  if (typeof value !== 'string') return JSON.stringify(value);
  switch (kind) {
    case 'instant':
      return dateTime(value);
    case 'scopes':
      return t(`domain:permission.${permissionKey(value as Permission)}`, { defaultValue: value });
    case 'severity':
      return t('domain:severityLabel', { numeral: NUMERAL[value as 'S1'], word: t(`domain:severity.${value}`) });
    case 'name':
      return auditNameOf(names, 'user', value) ?? t('gone.user');
    case 'refusal':
      return t(`refusal.${value}`, { defaultValue: value });
    case 'text':
    case 'brands':
    case 'counts':
      return value;
    default:
      return t(`domain:${DOMAIN[kind]}.${value}`, { defaultValue: value });
  }
}

function subjectOf(t: Say, names: Names, { subject, detail }: AuditEntry): string {
  if (subject === null) return typeof detail['email'] === 'string' ? detail['email'] : t('gone.nobody');
  const known = auditNameOf(names, subject.type, subject.id);
  // What the entry itself kept is better than nothing when the thing is gone.
  const kept = [detail['receiptNo'], detail['no'], detail['name'], detail['fileName']].find((one) => typeof one === 'string');
  const name = known ?? kept;
  return name === undefined ? t(`gone.${subject.type}`, { defaultValue: t('gone.other') }) : t('named', { name });
}

/** Puts entries into words. The keys are put together from codes of the record, so `t` is asked untyped here; the tests hold both together. */
export function useAuditWords(names: Names): Words {
  const { t: typed } = useTranslation(['audit', 'domain']);
  const t = typed as unknown as Say;
  const end = (name: string | null): string => (name === null ? t('gone.group') : t('named', { name }));
  return {
    said: (entry, { action, variant, ends }) => {
      const values = { subject: subjectOf(t, names, entry), from: end(ends.from), into: end(ends.into) };
      if (action === null) return t('unknownAction', { action: entry.action });
      return t(variant === null ? `sentence.${action}` : `variant.${variant}`, values);
    },
    actor: ({ actor }) => (actor.kind === 'system' ? t('system') : actor.kind === 'public' ? t('public') : actor.name),
    value: (kind, value) => valueOf(t, names, kind, value),
  };
}

export { sentenceOf };
