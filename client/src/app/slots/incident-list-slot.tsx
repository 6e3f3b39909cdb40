import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/states.js';

/** Left column of the war room; the incidents feature draws its list here. */
export function IncidentListSlot() {
  const { t } = useTranslation('shell');
  return <EmptyState title={t('rail.empty')} />;
}
