import { WALL_GRACE_MINUTES, type WallLink } from '@tocsin/shared/incidents';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../ui/dialog.js';
import { SelectField } from '../../ui/field.js';
import { useReplaceWallLink } from './api.js';
import { MadeLink } from './made-link.js';

const GRACE = { 0: 'now', 60: 'hour', 1440: 'day', 10080: 'week' } as const satisfies Record<(typeof WALL_GRACE_MINUTES)[number], string>;

/** Another address for the same screen, when the old one may have been seen by somebody it is not for. */
export function ReplaceDialog({ link, onClose }: { link: WallLink; onClose: () => void }) {
  const { t } = useTranslation('admin');
  const replace = useReplaceWallLink();
  const [grace, setGrace] = useState('0');
  if (replace.data !== undefined) return <MadeLink name={replace.data.name} token={replace.data.token} onClose={onClose} />;
  return (
    <ConfirmDialog
      open
      title={t('walls.replaceTitle', { name: link.name })}
      consequence={t(grace === '0' ? 'walls.replaceAtOnce' : 'walls.replaceLater')}
      confirmLabel={t('walls.replace')}
      busy={replace.isPending}
      error={replace.error}
      onClose={onClose}
      onConfirm={() => replace.mutate({ link, graceMinutes: Number(grace) })}
    >
      <SelectField
        label={t('walls.oldEnds')}
        value={grace}
        options={WALL_GRACE_MINUTES.map((minutes) => ({ value: String(minutes), label: t(`walls.grace.${GRACE[minutes]}`) }))}
        onChange={({ target }) => setGrace(target.value)}
      />
    </ConfirmDialog>
  );
}
