import type { ReadOnlyCause } from '@tocsin/shared/kernel';
import { LockKeyhole } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import './read-only-banner.css';

/** Stays for as long as it is true: there is nothing to dismiss, and whoever comes later has to know as well. */
export function ReadOnlyBanner({ cause }: { cause: ReadOnlyCause }) {
  const { t } = useTranslation('ui');
  return (
    <section className="read-only" role="alert" aria-label={t(`serverReadOnly.${cause}`)}>
      <LockKeyhole size={18} aria-hidden="true" className="read-only__sign" />
      <div className="read-only__words">
        <strong>{t(`serverReadOnly.${cause}`)}</strong>
        <p>{t('serverReadOnly.works')}</p>
        <p>{t('serverReadOnly.missing')}</p>
        <p>{t('serverReadOnly.admin')}</p>
      </div>
    </section>
  );
}
