import type { IncidentDetail } from '@tocsin/shared/incidents';
import { useTranslation } from 'react-i18next';
import { IncidentExport } from '../components/incident-export.js';

export function TimelineExport({ id }: Pick<IncidentDetail, 'id'>) {
  const { t } = useTranslation('timeline');
  return <IncidentExport id={id} what="timeline" title={t('export.title')} labels={{ xlsx: t('export.xlsx'), csv: t('export.csv') }} />;
}
