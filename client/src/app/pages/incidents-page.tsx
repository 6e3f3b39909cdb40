import { Siren } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/states.js';

/** The war room before an incident is chosen. */
export function IncidentsPage() {
  const { t } = useTranslation('shell');
  return (
    <>
      <h1 className="sr-only">{t('nav.warRoom')}</h1>
      <EmptyState icon={<Siren size={22} aria-hidden="true" />} title={t('choose.title')} hint={t('choose.hint')} />
    </>
  );
}
