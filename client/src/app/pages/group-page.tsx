import { useTranslation } from 'react-i18next';
import { PendingPage } from './pending-page.js';

export function GroupPage() {
  const { t } = useTranslation(['shell', 'identity']);
  return <PendingPage name={t('nav.groups')} />;
}
