import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '../../../lib/http.js';
import { useCan } from '../../../lib/session.js';
import { Button } from '../../../ui/button.js';
import { Menu } from '../../../ui/menu.js';
import { ReasonDialog } from '../detail/reason-dialog.js';
import type { Filter } from '../api.js';

const FORMATS = ['xlsx', 'csv', 'ndjson'] as const;
type Format = (typeof FORMATS)[number];

/** The full record of what the list shows, masked; with what is personal for those who may see it and say why. */
export function ExportMenu({ filter }: { filter: Filter }) {
  const { t } = useTranslation('complaints');
  const may = useCan('complaint:export');
  const mayReveal = useCan('complaint:reveal');
  const [revealing, setRevealing] = useState<Format | null>(null);
  if (!may) return null;
  const named = (format: Format): { format: string } => ({ format: format.toUpperCase() });
  const masked = FORMATS.map((format) => ({
    key: format,
    label: t('export.as', named(format)),
    onSelect: () => window.location.assign(http.url('/complaints/export', { ...filter, format, record: 'full' })),
  }));
  const revealed = FORMATS.map((format) => ({
    key: `${format}-revealed`,
    label: t('export.revealedAs', named(format)),
    onSelect: () => setRevealing(format),
  }));
  return (
    <>
      <Menu label={t('export.title')} items={mayReveal ? [...masked, ...revealed] : masked}>
        <Button icon={<Download size={14} aria-hidden="true" />} aria-label={t('export.title')} title={t('export.title')} />
      </Menu>
      {revealing !== null && (
        <ReasonDialog
          ask={{
            mutate: (reason, { onSuccess }) => {
              save(http.url('/complaints/export'), { ...filter, format: revealing, reason });
              onSuccess();
            },
            isPending: false,
            error: null,
          }}
          onClose={() => setRevealing(null)}
          title={t('export.revealedAs', named(revealing))}
          consequence={t('export.consequence')}
          confirmLabel={t('export.save')}
        />
      )}
    </>
  );
}

/** As a form, so that the browser saves the answer as it streams in instead of holding it. */
function save(action: string, fields: Record<string, unknown>): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = action;
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) {
      if (one === undefined) continue;
      const input = document.createElement('input');
      input.type = 'hidden';
      input.name = name;
      input.value = String(one);
      form.append(input);
    }
  document.body.append(form);
  form.submit();
  form.remove();
}
