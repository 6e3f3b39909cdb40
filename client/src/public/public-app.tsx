import { useTranslation } from 'react-i18next';
import './public.css';

/** Chosen by path, without a router: `/c/new`, `/c/track`. */
export function PublicApp() {
  const { t } = useTranslation();
  return (
    <main className="public">
      <h1>{t('product')}</h1>
    </main>
  );
}
