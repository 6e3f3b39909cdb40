import type { ComplaintDetail, ComplaintReply } from '@tocsin/shared/complaints';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../../lib/format.js';
import { useCan } from '../../../lib/session.js';
import { Button } from '../../../ui/button.js';
import { ConfirmDialog } from '../../../ui/dialog.js';
import { TextArea } from '../../../ui/field.js';
import { toasts } from '../../../ui/toasts.js';
import { useWithdrawReply } from '../api.js';
import { Outdated, unlessOutdated } from './outdated.js';

function WithdrawDialog({ detail, reply, onClose }: { detail: ComplaintDetail; reply: ComplaintReply; onClose: () => void }) {
  const { t } = useTranslation('complaints');
  const withdraw = useWithdrawReply(detail, reply.id);
  const [reason, setReason] = useState('');
  const done = (): void => {
    onClose();
    toasts.ok(t('reply.withdrawDone', { no: detail.receiptNo }));
  };
  return (
    <ConfirmDialog
      open
      danger
      onClose={onClose}
      onConfirm={() => withdraw.mutate(reason.trim() === '' ? {} : { reason: reason.trim() }, { onSuccess: done })}
      title={t('reply.withdrawTitle')}
      consequence={t('reply.withdrawConsequence')}
      confirmLabel={t('reply.withdraw')}
      busy={withdraw.isPending}
      error={unlessOutdated(withdraw.error)}
    >
      <TextArea
        label={t('reply.withdrawReason')}
        optional
        value={reason}
        maxLength={500}
        onChange={({ target }) => setReason(target.value)}
      />
      <Outdated error={withdraw.error} id={detail.id} version={detail.version} />
    </ConfirmDialog>
  );
}

function Recorded({ reply }: { reply: ComplaintReply }) {
  const { t } = useTranslation('complaints');
  const { withdrawn } = reply;
  if (withdrawn === null)
    return (
      <p className="muted">{t('reply.recorded', { name: reply.recordedBy ?? t('history.system'), time: dateTime(reply.recordedAt) })}</p>
    );
  const reason = withdrawn.reason === null ? '' : t('reply.withdrawReasonIs', { reason: withdrawn.reason });
  return (
    <p className="tone-2">{t('reply.withdrawn', { name: withdrawn.by ?? t('history.system'), time: dateTime(withdrawn.at), reason })}</p>
  );
}

/** What the complainant was told, word for word but for contacts; what was recorded in error stays readable here. */
export function Replies({ detail }: { detail: ComplaintDetail }) {
  const { t } = useTranslation(['complaints', 'domain']);
  const mayHandle = useCan('complaint:update');
  const [asking, setAsking] = useState<ComplaintReply | null>(null);
  if (detail.replies.length === 0) return null;
  return (
    <section className="cd-section" aria-labelledby="cd-replies">
      <h3 id="cd-replies" className="cd-section__title">
        {t('reply.title')}
      </h3>
      <ol className="cd-history">
        {detail.replies.map((reply) => (
          <li key={reply.id}>
            <time dateTime={reply.at}>{dateTime(reply.at)}</time> {t('reply.said', { via: t(`domain:replyVia.${reply.via}`) })}
            <p className={reply.withdrawn === null ? 'cd-message' : 'cd-message cd-message--void'}>{reply.text}</p>
            <Recorded reply={reply} />
            {mayHandle && reply.withdrawn === null && (
              <Button size="sm" variant="link" writes icon={<Undo2 size={13} aria-hidden="true" />} onClick={() => setAsking(reply)}>
                {t('reply.withdraw')}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {asking !== null && <WithdrawDialog detail={detail} reply={asking} onClose={() => setAsking(null)} />}
    </section>
  );
}
