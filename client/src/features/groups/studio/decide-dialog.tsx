import { isReason } from '@tocsin/shared/kernel';
import { useQueryClient } from '@tanstack/react-query';
import type { Proposal } from '@tocsin/shared/clustering';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { count } from '../../../lib/format.js';
import { Button } from '../../../ui/button.js';
import { ConfirmDialog } from '../../../ui/dialog.js';
import { TextArea } from '../../../ui/field.js';
import { toasts } from '../../../ui/toasts.js';
import { EffectLines } from '../regroup/effect-lines.js';
import type { Step } from '../regroup/plan.rules.js';
import { BusyHint } from '../regroup/regroup-dialog.js';
import { useUndoMoves } from '../regroup/use-regroup.js';
import { isStale, proposalsQuery, useDecide, type Verdict } from './api.js';

const REASON_MAX = 500;

const stepOf = ({ from, into, complaintIds }: Proposal): Step =>
  into === null ? { kind: 'split', from: from.id, ids: complaintIds } : { kind: 'merge', from: from.id, into: into.id };

/** A group that changed meanwhile is no error of the person: the list is read anew and the proposal looked at again. */
function Stale({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('groups');
  const client = useQueryClient();
  const refresh = (): void => {
    void client.invalidateQueries({ queryKey: proposalsQuery.queryKey });
    onClose();
  };
  return <Button onClick={refresh}>{t('studio.refresh')}</Button>;
}

export function DecideDialog({ proposal, verdict, onClose }: { proposal: Proposal; verdict: Verdict; onClose: () => void }) {
  const { t } = useTranslation('groups');
  const decide = useDecide();
  const undoMoves = useUndoMoves();
  const [reason, setReason] = useState('');
  const { kind, from, into, complaintIds } = proposal;
  const confirm = (): void =>
    decide.mutate(
      { proposal, verdict, reason: reason.trim() },
      {
        onSuccess: (move) => {
          onClose();
          if (move === null) toasts.ok(t('studio.refused'));
          else toasts.undoable(t('studio.accepted'), () => void undoMoves([move]));
        },
      },
    );
  const sides = into === null ? { title: from.title, n: count(complaintIds.length) } : { title: from.title, into: into.title };
  return (
    <ConfirmDialog
      open
      title={t(`studio.${verdict}.${kind}`, sides)}
      consequence={verdict === 'accept' ? <EffectLines steps={[stepOf(proposal)]} /> : t(`studio.refuseConsequence.${kind}`)}
      confirmLabel={t(`studio.${verdict}.confirm`)}
      busy={decide.isPending}
      error={decide.error}
      blockedBy={!isReason(reason) ? t('reasonNeeded') : null}
      onConfirm={confirm}
      onClose={onClose}
    >
      <TextArea label={t('reason')} value={reason} maxLength={REASON_MAX} onChange={({ target }) => setReason(target.value)} />
      {isStale(decide.error) && <Stale onClose={onClose} />}
      <BusyHint error={decide.error} />
    </ConfirmDialog>
  );
}
