import { useQuery } from '@tanstack/react-query';
import type { WhyNot as Answer } from '@tocsin/shared/clustering';
import type { ComplaintId, GroupId } from '@tocsin/shared/kernel';
import { CircleSlash, CornerUpRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { decimal } from '../../../lib/format.js';
import { useCan } from '../../../lib/session.js';
import { Button } from '../../../ui/button.js';
import { Dialog } from '../../../ui/dialog.js';
import { ErrorCard, Skeleton } from '../../../ui/states.js';
import { TermBars } from '../../../ui/term-bars.js';
import { GroupPicker, type Target } from '../regroup/group-picker.js';
import { MoveDialog } from '../regroup/move-dialog.js';
import { BusyHint } from '../regroup/regroup-dialog.js';
import '../regroup/regroup.css';
import { whyNotQuery } from './api.js';
import './studio.css';

function Scores({ answer }: { answer: Answer }) {
  const { t } = useTranslation('groups');
  const row = (title: string, scores: Answer['ownScores']) => (
    <tr>
      <th scope="row">{title}</th>
      {(['score', 'threshold', 'centroid', 'best', 'mean'] as const).map((name) => (
        <td key={name}>{scores === null ? '—' : decimal(scores[name], 2)}</td>
      ))}
    </tr>
  );
  return (
    <table className="st-scores">
      <caption className="sr-only">{t('whyNot.scores')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('column.title')}</th>
          <th scope="col">{t('whyNot.score')}</th>
          <th scope="col">{t('whyNot.threshold')}</th>
          <th scope="col">{t('whyNot.centroid')}</th>
          <th scope="col">{t('whyNot.best')}</th>
          <th scope="col">{t('whyNot.mean')}</th>
        </tr>
      </thead>
      <tbody>
        {row(t('whyNot.other', { title: answer.other.title }), answer.otherScores)}
        {row(t('whyNot.own', { title: answer.own.title }), answer.ownScores)}
      </tbody>
    </table>
  );
}

function Reasons({ answer }: { answer: Answer }) {
  const { t } = useTranslation('groups');
  const values = { mine: answer.object?.name ?? '—', theirs: answer.otherObject?.name ?? '—' };
  return (
    <ul className="st-reasons">
      {answer.reasons.map(({ reason, lacks, alone, words }) => (
        <li key={reason}>
          <strong>{t(`whyNot.reason.${reason}`, values)}</strong>
          <span className="muted">{t(`whyNot.need.${reason}`, { ...values, n: lacks === null ? '' : decimal(lacks, 2) })}</span>
          {words.length > 0 && <span className="muted">{t('whyNot.words', { words: words.map(({ term }) => term).join(' · ') })}</span>}
          {alone && answer.reasons.length === 1 && <span className="muted">{t('whyNot.alone')}</span>}
        </li>
      ))}
    </ul>
  );
}

function Against({ id, group }: { id: ComplaintId; group: GroupId }) {
  const { t } = useTranslation('groups');
  const { data, error, isLoading, refetch } = useQuery(whyNotQuery(id, group));
  if (isLoading) return <Skeleton rows={6} />;
  if (error !== null)
    return (
      <>
        <ErrorCard error={error} onRetry={() => void refetch()} />
        <BusyHint error={error} />
      </>
    );
  if (data === undefined) return null;
  return (
    <div className="st-answer">
      <Reasons answer={data} />
      <Scores answer={data} />
      <h3 className="gv-sub">{t('whyNot.shared')}</h3>
      {data.shared.length === 0 ? <p className="muted">{t('explain.noTerms')}</p> : <TermBars terms={data.shared} />}
      <h3 className="gv-sub">{t('whyNot.missing')}</h3>
      {data.missing.length === 0 ? <p className="muted">{t('whyNot.noMissing')}</p> : <TermBars terms={data.missing} />}
      {data.nearest.length > 0 && (
        <>
          <h3 className="gv-sub">{t('whyNot.nearest')}</h3>
          <ul className="gv-near">
            {data.nearest.map((near) => (
              <li key={near.complaintId}>
                <span>{near.excerpt}</span>
                <span className="muted">{decimal(near.score, 2)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="muted mono">{t('algorithm', { version: data.algorithm })}</p>
    </div>
  );
}

/** From a complaint to any other group: what kept it out, and what would have to be different. */
export function WhyNotIn({ id, groupId }: { id: ComplaintId; groupId: GroupId }) {
  const { t } = useTranslation('groups');
  const may = useCan('group:read');
  const [open, setOpen] = useState(false);
  const [target, setTarget] = useState<Target | null>(null);
  const [moving, setMoving] = useState(false);
  const mayMove = useCan('group:move');
  const done = (): void => {
    setMoving(false);
    setOpen(false);
  };
  if (!may) return null;
  return (
    <>
      <Button size="sm" icon={<CircleSlash size={13} aria-hidden="true" />} onClick={() => setOpen(true)}>
        {t('whyNot.action')}
      </Button>
      <Dialog open={open} size="lg" title={t('whyNot.title')} onClose={() => setOpen(false)}>
        <GroupPicker value={target?.id ?? null} near={groupId} exclude={[groupId]} onChange={setTarget} />
        {target !== null && <Against key={target.id} id={id} group={target.id} />}
        {target !== null && mayMove && (
          <div className="st-answer__end">
            <Button
              variant="primary"
              writes
              icon={<CornerUpRight size={14} aria-hidden="true" />}
              blockedBy={target.locked === true ? t('locked') : null}
              onClick={() => setMoving(true)}
            >
              {t('whyNot.move', { title: target.title })}
            </Button>
          </div>
        )}
      </Dialog>
      {moving && target !== null && (
        <MoveDialog members={[{ id, groupId }]} chosen={target} onClose={() => setMoving(false)} onDone={done} />
      )}
    </>
  );
}
