import { useTranslation } from 'react-i18next';
import { PendingPage } from './pending-page.js';

export function WallsPage() {
  const { t } = useTranslation(['shell', 'identity']);
  return <PendingPage name={t('identity:admin.tab.walls')} />;
}
