import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { GroupSummary, Proposal } from '@tocsin/shared/clustering';
import { Check, RefreshCw, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../../lib/counted.js';
import { decimal } from '../../../lib/format.js';
import { useNamedIncident } from '../../../lib/incident-directory.js';
import { useCan } from '../../../lib/session.js';
import { Badge } from '../../../ui/badge.js';
import { Button } from '../../../ui/button.js';
import { Panel } from '../../../ui/panel.js';
import { EmptyState, ErrorCard, Skeleton } from '../../../ui/states.js';
import { TermBars } from '../../../ui/term-bars.js';
import { Toolbar } from '../../../ui/toolbar.js';
import { BusyHint } from '../regroup/regroup-dialog.js';
import { proposalsQuery, type Verdict } from './api.js';
import { DecideDialog } from './decide-dialog.js';
import './studio.css';

type Near = Proposal['near']['from'];

interface SideProps {
  label: string;
  group: GroupSummary;
  size?: string;
  object: string | null;
  near: Near;
}

/** With the size of the group, unless only a part of it is meant. */
function Side({ label, group, size, object, near }: SideProps) {
  const { t } = useTranslation('groups');
  const counted = useCounted();
  const { incident } = useNamedIncident(group.incidentId);
  return (
    <div className="st-side">
      <p className="st-side__head">
        <span className="muted">{label}</span>
        <Link to="/groups/$id" params={{ id: group.id }}>
          {group.title}
        </Link>
        <span className="muted">
          {size ?? t('size', { posts: counted('posts', group.posts), people: counted('people', group.complainants) })}
        </span>
        {incident !== null && <Badge tone="s2">{incident.no}</Badge>}
        {object !== null && <Badge tone="accent">{object}</Badge>}
      </p>
      <ul className="st-near">
        {near.map(({ complaintId, excerpt }) => (
          <li key={complaintId}>{excerpt}</li>
        ))}
      </ul>
    </div>
  );
}

function Card({ proposal, onDecide }: { proposal: Proposal; onDecide: ((verdict: Verdict) => void) | null }) {
  const { t } = useTranslation('groups');
  const counted = useCounted();
  const { kind, why, score, threshold, from, into, objects, near, complaintIds, blocked } = proposal;
  const scores = { score: decimal(score, 2), threshold: decimal(threshold, 2) };
  return (
    <Panel
      title={t(`studio.kind.${kind}`)}
      meta={t(`studio.scores.${kind}`, scores)}
      actions={
        onDecide !== null && (
          <>
            <Button size="sm" writes icon={<X size={13} aria-hidden="true" />} onClick={() => onDecide('refuse')}>
              {t('studio.refuse.confirm')}
            </Button>
            <Button
              size="sm"
              writes
              variant="primary"
              icon={<Check size={13} aria-hidden="true" />}
              blockedBy={blocked === null ? null : t(`studio.blocked.${blocked}`)}
              onClick={() => onDecide('accept')}
            >
              {t('studio.accept.confirm')}
            </Button>
          </>
        )
      }
    >
      <p>
        {t(`studio.why.${why}`)} {blocked !== null && <span className="tone-3">{t(`studio.blocked.${blocked}`)}</span>}
      </p>
      <div className="st-card">
        {into !== null ? (
          <>
            <Side label={t('studio.from')} group={from} object={objects.from} near={near.from} />
            <Side label={t('studio.into')} group={into} object={objects.into} near={near.into} />
          </>
        ) : (
          <>
            <Side label={t('studio.leaving')} group={from} size={counted('posts', complaintIds.length)} object={null} near={near.from} />
            <Side
              label={t('studio.staying')}
              group={from}
              size={counted('posts', from.posts - complaintIds.length)}
              object={objects.from}
              near={near.into}
            />
          </>
        )}
        <div>
          <h3 className="gv-sub">{t('explain.terms')}</h3>
          {proposal.terms.length === 0 ? <p className="muted">{t('explain.noTerms')}</p> : <TermBars terms={proposal.terms} />}
        </div>
      </div>
    </Panel>
  );
}

/** Merges and splits that the engine would make and leaves to people. */
export function StudioView() {
  const { t } = useTranslation('groups');
  const [merge, split] = [useCan('group:merge'), useCan('group:split')];
  const { data, error, isLoading, isFetching, refetch } = useQuery(proposalsQuery);
  const [deciding, setDeciding] = useState<{ proposal: Proposal; verdict: Verdict } | null>(null);
  return (
    <>
      <Toolbar
        actions={
          <Button icon={<RefreshCw size={14} aria-hidden="true" />} busy={isFetching} onClick={() => void refetch()}>
            {t('studio.refresh')}
          </Button>
        }
      >
        <p className="muted">{t('studio.about')}</p>
      </Toolbar>
      {isLoading && <Skeleton rows={8} />}
      {error !== null && <ErrorCard error={error} onRetry={() => void refetch()} />}
      <BusyHint error={error} />
      {data?.items.length === 0 && <EmptyState title={t('studio.none')} hint={t('studio.noneHint')} />}
      <div className="st-list">
        {data?.items.map((proposal) => (
          <Card key={proposal.key} proposal={proposal} onDecide={merge && split ? (verdict) => setDeciding({ proposal, verdict }) : null} />
        ))}
      </div>
      {data !== undefined && <p className="muted mono">{t('algorithm', { version: data.algorithm })}</p>}
      {deciding !== null && <DecideDialog {...deciding} onClose={() => setDeciding(null)} />}
    </>
  );
}
