import type { IncidentDetail } from '@tocsin/shared/incidents';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { http } from '../../../lib/http.js';
import { prefs } from '../../../lib/prefs.js';
import { useCan } from '../../../lib/session.js';
import { Button } from '../../../ui/button.js';
import { Menu } from '../../../ui/menu.js';

const FORMATS = ['xlsx', 'csv'] as const;

/** The whole timeline as a file, in the language and on the clock of the console; the server puts it on record. */
export function TimelineExport({ id }: Pick<IncidentDetail, 'id'>) {
  const { t } = useTranslation('timeline');
  if (!useCan('complaint:export')) return null;
  const save = (format: (typeof FORMATS)[number]): void => {
    const { lang, zone } = prefs.get();
    window.location.assign(http.url(`/incidents/${id}/timeline/export`, { format, lang: lang === 'en' ? 'en' : 'zh', timeZone: zone }));
  };
  const items = FORMATS.map((format) => ({ key: format, label: t(`export.${format}`), onSelect: () => save(format) }));
  return (
    <Menu label={t('export.title')} items={items}>
      <Button icon={<Download size={14} aria-hidden="true" />} aria-label={t('export.title')} title={t('export.title')} />
    </Menu>
  );
}
