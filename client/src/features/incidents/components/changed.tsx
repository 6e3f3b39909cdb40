import { useTranslation } from 'react-i18next';
import { dateTime } from '../../../lib/format.js';
import type { IncidentChange } from '../changes.rules.js';

/** Somebody else decided meanwhile: what, before it is decided over. Confirming again does so knowingly. */
export function Changed({ changes }: { changes: readonly IncidentChange[] }) {
  const { t } = useTranslation(['incidents', 'domain']);
  if (changes.length === 0) return null;
  const shown = (field: IncidentChange['field'], value: string): string => {
    if (value === '') return t('changed.nobody');
    if (field === 'state') return t(`domain:incidentState.${value as 'detected'}`);
    if (field === 'scenario') return t(`domain:scenario.${value as 'other'}`);
    return value;
  };
  return (
    <div role="status">
      <p>{t('changed.hint')}</p>
      <ul>
        {changes.map(({ field, from, to, by, at }) => (
          <li key={field}>
            {t('changed.line', { field: t(`changed.${field}`), from: shown(field, from), to: shown(field, to) })}
            {at !== null && <span className="muted">{t('changed.by', { name: by ?? t('changed.system'), time: dateTime(at) })}</span>}
          </li>
        ))}
      </ul>
      <p>{t('changed.mine')}</p>
    </div>
  );
}
