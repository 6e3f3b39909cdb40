import type { AuditEntry } from '@tocsin/shared/audit';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.js';
import { sentenceOf, useAuditWords, type Names } from './use-words.js';

/** The sentence, and below it what became what, why, and what else was kept. */
export function EntrySaid({ entry, names, full = false }: { entry: AuditEntry; names: Names; full?: boolean }) {
  const { t } = useTranslation('audit');
  const words = useAuditWords(names);
  const sentence = sentenceOf(entry, names);
  const facts = sentence.facts.map(({ key, kind, value }) => t('pair', { name: t(`fact.${key}`), value: words.value(kind, value) }));
  return (
    <div className={full ? 'audit-said audit-said--full' : 'audit-said'}>
      <span className="audit-said__what">{words.said(entry, sentence)}</span>
      {sentence.changes.map(({ field, kind, from, to }, i) => (
        <span key={field ?? i} className="audit-said__change">
          {field !== null && <span className="muted">{t(`field.${field}`)} </span>}
          <del>{words.value(kind, from)}</del>
          <span aria-hidden="true"> → </span>
          <span className="sr-only">{t('becomes')}</span>
          <ins>{words.value(kind, to)}</ins>
        </span>
      ))}
      {sentence.reason !== null && <span className="audit-said__reason">{t('reason', { reason: sentence.reason })}</span>}
      {facts.length > 0 && <span className="audit-said__facts muted">{facts.join(' · ')}</span>}
    </div>
  );
}

export function EntryDialog({ entry, names, onClose }: { entry: AuditEntry; names: Names; onClose: () => void }) {
  const { t } = useTranslation('audit');
  return (
    <Dialog open title={t('entry', { seq: entry.seq })} onClose={onClose} size="lg">
      <EntrySaid entry={entry} names={names} full />
      <dl className="audit__hashes">
        <dt>{t('code')}</dt>
        <dd className="mono">{entry.action}</dd>
        <dt>{t('hash')}</dt>
        <dd className="mono">{entry.hash}</dd>
        <dt>{t('prevHash')}</dt>
        <dd className="mono">{entry.prevHash}</dd>
        {entry.requestId !== null && (
          <>
            <dt>{t('request')}</dt>
            <dd className="mono">{entry.requestId}</dd>
          </>
        )}
      </dl>
      <details className="audit__raw">
        <summary>{t('raw')}</summary>
        <pre className="audit__detail mono" tabIndex={0} role="region" aria-label={t('raw')}>
          {JSON.stringify({ subject: entry.subject, detail: entry.detail }, null, 2)}
        </pre>
      </details>
    </Dialog>
  );
}
