import type { IncidentDetail } from '@tocsin/shared/incidents';
import { Download } from 'lucide-react';
import { http } from '../../../lib/http.js';
import { prefs } from '../../../lib/prefs.js';
import { saveFile } from '../../../lib/save-file.js';
import { useCan } from '../../../lib/session.js';
import { Button } from '../../../ui/button.js';
import { Menu } from '../../../ui/menu.js';

const FORMATS = ['xlsx', 'csv'] as const;

export interface IncidentExportProps extends Pick<IncidentDetail, 'id'> {
  what: 'timeline' | 'situation';
  title: string;
  labels: Record<(typeof FORMATS)[number], string>;
}

/** A part of an incident as a file, in the language and on the clock of the console; the server puts it on record. */
export function IncidentExport({ id, what, title, labels }: IncidentExportProps) {
  if (!useCan('complaint:export')) return null;
  const save = (format: (typeof FORMATS)[number]): void => {
    const { lang, zone } = prefs.get();
    saveFile(http.url(`/incidents/${id}/${what}/export`, { format, lang: lang === 'en' ? 'en' : 'zh', timeZone: zone }));
  };
  const items = FORMATS.map((format) => ({ key: format, label: labels[format], onSelect: () => save(format) }));
  return (
    <Menu label={title} items={items}>
      <Button icon={<Download size={14} aria-hidden="true" />} aria-label={title} title={title} />
    </Menu>
  );
}
