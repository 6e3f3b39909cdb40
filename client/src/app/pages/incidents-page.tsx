import { useTranslation } from 'react-i18next';
import { PendingPage } from './pending-page.js';

/** The war room before an incident is chosen. */
export function IncidentsPage() {
  const { t } = useTranslation('shell');
  return <PendingPage name={t('nav.warRoom')} />;
}
