import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { COMPLAINT_STATUSES, type ComplaintStatus } from '@tocsin/shared/complaints';
import { Workflow } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { count } from '../../../lib/format.js';
import { Button } from '../../../ui/button.js';
import { ConfirmDialog } from '../../../ui/dialog.js';
import { SelectField, TextArea } from '../../../ui/field.js';
import { ErrorCard, Skeleton } from '../../../ui/states.js';
import { toasts } from '../../../ui/toasts.js';
import { changeStatuses, statusPreviewQuery, undoStatuses, readStatusesAnew } from '../api.js';
import { effectOf, type BulkEffect } from '../bulk.rules.js';
import { blankReply, replyOf, ReplyFields } from '../detail/reply-fields.js';
import type { PickedComplaints } from './complaints-table.js';

const NOTE_MAX = 1_000;
const TARGETS = COMPLAINT_STATUSES.filter((status) => status !== 'received');

/** How many move, how many stay and why, before anything is done. */
function Effect({ effect, to }: { effect: BulkEffect; to: string }) {
  const { t } = useTranslation(['complaints', 'domain']);
  return (
    <ul className="cp-effect">
      <li>{t('bulk.moves', { n: count(effect.ids.length), to })}</li>
      {effect.staying.map(({ status, n }) => (
        <li key={status} className="muted">
          {t('bulk.stays', { n: count(n), status: t(`domain:complaintStatus.${status}`) })}
        </li>
      ))}
    </ul>
  );
}

/** How many people will read what is typed below. */
function Audience({ ids, to }: { ids: BulkEffect['ids']; to: ComplaintStatus }) {
  const { t } = useTranslation('complaints');
  const { data, error, refetch } = useQuery(statusPreviewQuery(ids, to));
  if (error !== null) return <ErrorCard error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton rows={1} />;
  return (
    <p role="status">
      {t('bulk.people', { n: count(data.people), unnamed: count(data.unnamed) })} {t('bulk.told', { n: count(data.tracked) })}
    </p>
  );
}

/** What was done can be taken back while the toast is there, and later from each complaint. */
function useDone(): (to: string, done: { changed: number; batches: readonly string[] }) => void {
  const { t } = useTranslation('complaints');
  const client = useQueryClient();
  return (to, { changed, batches }) => {
    const text = t('bulk.done', { n: count(changed), to });
    const undo = async (): Promise<void> => {
      try {
        const undone = await undoStatuses(client, batches);
        toasts.info(t('bulk.undone', { n: count(undone.changed), kept: count(undone.kept) }));
      } catch {
        toasts.error(t('bulk.undoFailed'));
      }
    };
    toasts.undoable(text, () => void undo());
  };
}

function BulkDialog({ picked, onClose }: { picked: PickedComplaints; onClose: () => void }) {
  const { t } = useTranslation(['complaints', 'domain']);
  const client = useQueryClient();
  const tell = useDone();
  const [draft, setDraft] = useState(blankReply);
  const [to, setTo] = useState<ComplaintStatus>('in_progress');
  const [note, setNote] = useState('');
  const [done, setDone] = useState(0);
  const key = useId();
  const rows = useQuery({ queryKey: ['complaints-picked', key], queryFn: picked.collect, gcTime: 0, staleTime: Infinity });
  const reply = to === 'answered' ? replyOf(draft) : undefined;
  const effect = rows.data === undefined ? null : effectOf(rows.data, to);
  const change = useMutation({
    mutationFn: (ids: BulkEffect['ids']) =>
      changeStatuses(
        client,
        ids,
        { status: to, ...(note.trim() === '' ? {} : { note: note.trim() }), ...(reply ? { reply } : {}) },
        setDone,
      ),
    onSuccess: (changed) => {
      onClose();
      picked.clear();
      tell(t(`domain:complaintStatus.${to}`), changed);
    },
    onSettled: () => readStatusesAnew(client),
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => effect !== null && change.mutate(effect.ids)}
      title={t('bulk.title')}
      consequence={t('bulk.consequence', { n: count(picked.count) })}
      confirmLabel={effect === null ? t('bulk.title') : t('bulk.confirm', { n: count(effect.ids.length) })}
      busy={change.isPending}
      error={change.error ?? rows.error}
      blockedBy={
        effect === null ? t('bulk.counting') : effect.ids.length === 0 ? t('bulk.none') : reply === null ? t('reply.needed') : null
      }
    >
      <SelectField
        label={t('column.status')}
        value={to}
        options={TARGETS.map((value) => ({ value, label: t(`domain:complaintStatus.${value}`) }))}
        onChange={({ target }) => setTo(target.value as ComplaintStatus)}
      />
      {effect === null ? <Skeleton rows={2} /> : <Effect effect={effect} to={t(`domain:complaintStatus.${to}`)} />}
      {to === 'answered' && effect !== null && effect.ids.length > 0 && <Audience ids={effect.ids} to={to} />}
      {to === 'answered' && <ReplyFields draft={draft} onChange={setDraft} />}
      <TextArea label={t('status.note')} optional value={note} maxLength={NOTE_MAX} onChange={({ target }) => setNote(target.value)} />
      {rows.data !== undefined && rows.data.length < picked.count && (
        <p className="muted">{t('bulk.most', { n: count(rows.data.length), all: count(picked.count) })}</p>
      )}
      {change.isPending && <p role="status">{t('bulk.progress', { done: count(done), all: count(effect?.ids.length ?? 0) })}</p>}
    </ConfirmDialog>
  );
}

/** One step for everything ticked, or for everything the filter matches. */
export function BulkStatus({ picked }: { picked: PickedComplaints }) {
  const { t } = useTranslation('complaints');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" writes icon={<Workflow size={13} aria-hidden="true" />} onClick={() => setOpen(true)}>
        {t('bulk.title')}
      </Button>
      {open && <BulkDialog picked={picked} onClose={() => setOpen(false)} />}
    </>
  );
}
