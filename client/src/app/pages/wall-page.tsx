import { useTranslation } from 'react-i18next';
import { PendingPage } from './pending-page.js';

export function WallPage() {
  const { t } = useTranslation(['shell', 'identity']);
  return <PendingPage name={t('nav.wall')} />;
}
