import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/states.js';

export function PendingPage({ name }: { name: string }) {
  const { t } = useTranslation('shell');
  return (
    <>
      <h1 className="sr-only">{name}</h1>
      <EmptyState title={t('pending.title', { name })} hint={t('pending.hint')} />
    </>
  );
}
