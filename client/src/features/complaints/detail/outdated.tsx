import { useQueryClient } from '@tanstack/react-query';
import type { ComplaintId } from '@tocsin/shared/kernel';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../../lib/problem-error.js';
import { Button } from '../../../ui/button.js';
import { complaintQuery } from '../api.js';

/** Somebody else was first: the way out is to read what they decided. */
export function Outdated({ error, id, onReloaded }: { error: unknown; id: ComplaintId; onReloaded: () => void }) {
  const { t } = useTranslation('complaints');
  const client = useQueryClient();
  if (!isProblem(error, 'request/precondition-failed', 'resource/conflict', 'complaint/wrong-status')) return null;
  const reload = (): void => void client.invalidateQueries({ queryKey: complaintQuery(id).queryKey }).then(onReloaded);
  return (
    <p className="cd-outdated">
      {t('outdated.hint')}
      <Button size="sm" onClick={reload}>
        {t('outdated.reload')}
      </Button>
    </p>
  );
}
