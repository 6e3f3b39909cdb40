import { Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/states.js';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <main style={{ height: '100%' }}>
      <h1 className="sr-only">{t('error.notFound')}</h1>
      <EmptyState
        icon={<Compass size={22} aria-hidden="true" />}
        title={t('error.notFound')}
        hint={t('error.notFoundHint')}
        action={<Link to="/overview">{t('error.goHome')}</Link>}
      />
    </main>
  );
}
