import { useTranslation } from 'react-i18next';
import { PendingPage } from './pending-page.js';

export function ImportPage() {
  const { t } = useTranslation(['shell', 'identity']);
  return <PendingPage name={t('identity:admin.tab.import')} />;
}
