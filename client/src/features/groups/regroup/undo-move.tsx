import type { GroupMove } from '@tocsin/shared/clustering';
import { isReason } from '@tocsin/shared/kernel';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../../lib/counted.js';
import { useCan } from '../../../lib/session.js';
import { Button } from '../../../ui/button.js';
import { ConfirmDialog } from '../../../ui/dialog.js';
import { TextArea } from '../../../ui/field.js';
import { useUndoMoves } from './use-regroup.js';

const REASON_MAX = 500;

export interface UndoMoveProps {
  move: Pick<GroupMove, 'id' | 'kind' | 'complaints'>;
  /** The names of both groups. */
  from: string;
  into: string | null;
}

/** Takes one decision about groups back from wherever it is told, and says first what that does. */
export function UndoMove({ move, from, into }: UndoMoveProps) {
  const { t } = useTranslation('groups');
  const counted = useCounted();
  const undoMoves = useUndoMoves();
  const may = useCan('group:move');
  const [state, setState] = useState<'closed' | 'open' | 'busy'>('closed');
  const [reason, setReason] = useState('');
  if (!may) return null;
  const values = { n: counted('complaints', move.complaints), from, into: into ?? '' };
  const effect = t(`undo.effect.${move.kind}`, values);
  const given = reason.trim();
  const confirm = (): void => {
    setState('busy');
    void undoMoves([move], given === '' ? null : given).finally(() => setState('closed'));
  };
  return (
    <>
      <Button
        variant="link"
        size="sm"
        writes
        icon={<Undo2 size={13} aria-hidden="true" />}
        aria-label={t('undo.label', { effect })}
        title={effect}
        onClick={() => setState('open')}
      >
        {t('moves.undo')}
      </Button>
      <ConfirmDialog
        open={state !== 'closed'}
        onClose={() => setState('closed')}
        onConfirm={confirm}
        title={t('undo.title')}
        consequence={effect}
        confirmLabel={t('moves.undo')}
        busy={state === 'busy'}
        blockedBy={given === '' || isReason(given) ? null : t('reasonNeeded')}
      >
        <TextArea label={t('reason')} optional value={reason} maxLength={REASON_MAX} onChange={({ target }) => setReason(target.value)} />
        <p className="muted">{t('undo.hint')}</p>
      </ConfirmDialog>
    </>
  );
}
