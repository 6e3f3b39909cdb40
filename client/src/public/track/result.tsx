import type { PublicReply, TrackedComplaint } from '@tocsin/shared/complaints';
import type { ReactNode } from 'react';
import { serverNow } from '../../lib/server-clock.js';
import { when } from '../when.js';
import { useWords, type Key } from '../words.js';
import { Actions, type Pair } from './actions.js';
import { stepsOf } from './steps.js';

function Steps({ complaint }: { complaint: TrackedComplaint }) {
  const t = useWords();
  const steps = stepsOf(complaint);
  const now = steps.findLastIndex(({ at }) => at !== null);
  return (
    <ol className="pub-steps">
      {steps.map(({ status, at, reply }, i) => (
        <li
          key={`${status} ${at}`}
          className={`pub-step${at === null ? ' pub-step--ahead' : ''}${i === now ? ' pub-step--now' : ''}`}
          aria-current={i === now ? 'step' : undefined}
        >
          <span className="pub-step__name">{t(`domain:trackedStatus.${status}`)}</span>
          <span className="pub-step__at">{at === null ? t('track.pending') : <time dateTime={at}>{when(at)}</time>}</span>
          {i === now && <span className="pub-step__text">{t(`step.${status}`)}</span>}
          {reply !== null && <Reply reply={reply} />}
        </li>
      ))}
    </ol>
  );
}

/** Exactly what was recorded as said to them. */
function Reply({ reply }: { reply: PublicReply }) {
  const t = useWords();
  return (
    <blockquote className="pub-reply">
      <p className="pub-quiet">{t('track.replied', { at: when(reply.at), via: t(`domain:replyVia.${reply.via}`) })}</p>
      <p className="pub-own">{reply.text}</p>
    </blockquote>
  );
}

function Row({ name, children }: { name: Key; children: ReactNode }) {
  const t = useWords();
  return (
    <div>
      <dt>{t(name)}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function FirstReply({ complaint }: { complaint: TrackedComplaint }) {
  const t = useWords();
  if (complaint.status !== 'received' && complaint.status !== 'in_progress') return null;
  const late = Date.parse(complaint.firstReplyBy) < serverNow();
  const at = when(complaint.firstReplyBy);
  return <p className="pub-note">{late ? t('track.firstReplyLate', { at }) : t('track.firstReply', { at })}</p>;
}

interface ResultProps {
  complaint: TrackedComplaint;
  pair: Pair;
  onSaid: (complaint: TrackedComplaint) => void;
  onOther: () => void;
}

export function Result({ complaint, pair, onSaid, onOther }: ResultProps) {
  const t = useWords();
  const { orderRef, place, demands, attachments } = complaint;
  return (
    <>
      <section className="pub-card" aria-label={t('track.result')}>
        <p className="pub-band">
          <span>{t('track.status')}</span>
          <strong>{t(`domain:trackedStatus.${complaint.status}`)}</strong>
        </p>
        <h2 className="pub-sub">{t('track.steps')}</h2>
        <Steps complaint={complaint} />
        <FirstReply complaint={complaint} />
      </section>
      <section className="pub-card" aria-label={t('track.own')}>
        <h2 className="pub-sub">{t('track.own')}</h2>
        <p className="pub-own">{complaint.text}</p>
        <dl className="pub-facts">
          <Row name="track.receiptNo">{complaint.receiptNo}</Row>
          <Row name="track.received">{when(complaint.receivedAt)}</Row>
          {orderRef !== null && <Row name="track.order">{orderRef}</Row>}
          {place !== null && <Row name="track.place">{place}</Row>}
          {demands.length > 0 && <Row name="track.demands">{demands.map((demand) => t(`domain:demand.${demand}`)).join(' · ')}</Row>}
          {attachments > 0 && <Row name="track.attachments">{t('track.files', { n: attachments })}</Row>}
        </dl>
      </section>
      <Actions complaint={complaint} pair={pair} onSaid={onSaid} />
      <button type="button" className="pub-button" onClick={onOther}>
        {t('track.other')}
      </button>
    </>
  );
}
