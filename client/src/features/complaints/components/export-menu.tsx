import { useMutation, useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { count } from '../../../lib/format.js';
import { http } from '../../../lib/http.js';
import { prefs } from '../../../lib/prefs.js';
import { saveBytes, saveFile } from '../../../lib/save-file.js';
import { useCan } from '../../../lib/session.js';
import { Button } from '../../../ui/button.js';
import { Menu } from '../../../ui/menu.js';
import { ReasonDialog } from '../detail/reason-dialog.js';
import { countQuery, type Filter } from '../api.js';

const FORMATS = ['xlsx', 'csv', 'ndjson'] as const;
type Format = (typeof FORMATS)[number];

/** What a reader of the console expects in the file: its language and its clock. */
const reading = (): { lang: 'zh' | 'en'; timeZone: string } => ({
  lang: prefs.get().lang === 'en' ? 'en' : 'zh',
  timeZone: prefs.get().zone,
});
const named = (format: Format): { format: string } => ({ format: format.toUpperCase() });

/** The full record of what the list shows, masked; with what is personal for those who may see it and say why. */
export function ExportMenu({ filter }: { filter: Filter }) {
  const { t } = useTranslation('complaints');
  const may = useCan('complaint:export');
  const mayReveal = useCan('complaint:reveal');
  const [revealing, setRevealing] = useState<Format | null>(null);
  if (!may) return null;
  const masked = FORMATS.map((format) => ({
    key: format,
    label: t('export.as', named(format)),
    onSelect: () => saveFile(http.url('/complaints/export', { ...filter, format, record: 'full', ...reading() })),
  }));
  const revealed = FORMATS.map((format, i) => ({
    key: `${format}-revealed`,
    label: t('export.revealedAs', named(format)),
    divided: i === 0,
    onSelect: () => setRevealing(format),
  }));
  return (
    <>
      <Menu label={t('export.title')} items={mayReveal ? [...masked, ...revealed] : masked}>
        <Button icon={<Download size={14} aria-hidden="true" />} aria-label={t('export.title')} title={t('export.title')} />
      </Menu>
      {revealing !== null && <RevealedExport filter={filter} format={revealing} onClose={() => setRevealing(null)} />}
    </>
  );
}

/** Names the number of people's records before they leave the house. */
function RevealedExport({ filter, format, onClose }: { filter: Filter; format: Format; onClose: () => void }) {
  const { t } = useTranslation('complaints');
  const counted = useQuery({ ...countQuery(filter), staleTime: 0 });
  const n = counted.data;
  const taking = useMutation({
    mutationFn: (reason: string) => http.file('/complaints/export', { ...filter, format, reason, ...reading() }),
    onSuccess: ({ bytes, name }) => saveBytes(bytes, name),
  });
  return (
    <ReasonDialog
      ask={{ mutate: taking.mutate, isPending: taking.isPending, error: taking.error ?? counted.error }}
      onClose={onClose}
      title={t('export.revealedAs', named(format))}
      consequence={
        <>
          <strong>{n === undefined ? t('export.counting') : t('export.covers', { n: count(n), count: n })}</strong>{' '}
          {t('export.consequence')}
        </>
      }
      confirmLabel={t('export.save')}
      label={t('export.reason')}
      needed={t('export.reasonNeeded')}
      waiting={n === undefined ? t('export.counting') : n === 0 ? t('export.nothing') : null}
    />
  );
}
