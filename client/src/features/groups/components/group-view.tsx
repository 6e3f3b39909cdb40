import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { GroupDetail, GroupSummary } from '@tocsin/shared/clustering';
import type { GroupId } from '@tocsin/shared/kernel';
import { incidentStream, OVERVIEW } from '@tocsin/shared/live';
import { Lock, LockOpen, Megaphone, Merge, Siren } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStream } from '../../../live/index.js';
import { useCounted } from '../../../lib/counted.js';
import { dateTime } from '../../../lib/format.js';
import { groupName } from '../../../lib/group-name.js';
import { useNamedIncident } from '../../../lib/incident-directory.js';
import { useCan } from '../../../lib/session.js';
import { Badge } from '../../../ui/badge.js';
import { Button } from '../../../ui/button.js';
import { Page } from '../../../ui/page.js';
import { ErrorCard, Skeleton } from '../../../ui/states.js';
import { changesGroups, groupQuery } from '../api.js';
import { LockDialog } from '../regroup/lock-dialog.js';
import { MergeDialog } from '../regroup/merge-dialog.js';
import { GroupExplanation } from './group-explanation.js';
import { GroupMoves } from './group-moves.js';
import { GroupNeighbours } from './group-neighbours.js';
import './group-view.css';

export interface GroupViewProps {
  id: GroupId;
  onDeclare?: (groups: readonly GroupSummary[]) => void;
  /** The complaints in it, as a list; another feature draws it. */
  members: ReactNode;
}

function Actions({ group, onDeclare }: { group: GroupDetail; onDeclare: GroupViewProps['onDeclare'] }) {
  const { t } = useTranslation('groups');
  const may = { merge: useCan('group:merge'), move: useCan('group:move'), declare: useCan('incident:declare') };
  const [open, setOpen] = useState<'merge' | 'lock' | null>(null);
  const close = (): void => setOpen(null);
  if (group.mergedInto !== null) return null;
  return (
    <>
      {may.merge && (
        <Button
          icon={<Merge size={14} aria-hidden="true" />}
          blockedBy={group.locked ? t('lockedFirst') : null}
          onClick={() => setOpen('merge')}
        >
          {t('merge.into')}
        </Button>
      )}
      {may.move && (
        <Button
          icon={group.locked ? <LockOpen size={14} aria-hidden="true" /> : <Lock size={14} aria-hidden="true" />}
          onClick={() => setOpen('lock')}
        >
          {group.locked ? t('unlock.confirm') : t('lock.confirm')}
        </Button>
      )}
      {may.declare && group.incidentId === null && onDeclare !== undefined && (
        <Button variant="primary" icon={<Siren size={14} aria-hidden="true" />} onClick={() => onDeclare([group])}>
          {t('declare.action')}
        </Button>
      )}
      {open === 'merge' && <MergeDialog groups={[group]} onClose={close} onDone={close} />}
      {open === 'lock' && <LockDialog group={group} onClose={close} />}
    </>
  );
}

function Facts({ group }: { group: GroupDetail }) {
  const { t } = useTranslation('groups');
  const counted = useCounted();
  const { incident } = useNamedIncident(group.incidentId);
  return (
    <p className="gv-facts">
      <Link to="/inbox" search={{ groupId: group.id }}>
        {counted('posts', group.posts)}
      </Link>
      <span>{counted('complainants', group.complainants)}</span>
      <span>{t('span', { from: dateTime(group.firstAt), to: dateTime(group.lastAt) })}</span>
      {incident !== null && (
        <Link to="/incidents/$no/$tab" params={{ no: incident.no, tab: 'situation' }}>
          {incident.no} {incident.title}
        </Link>
      )}
      {group.locked && (
        <Badge tone="s3" icon={<Lock size={12} aria-hidden="true" />}>
          {t('locked')}
        </Badge>
      )}
      {group.campaign && (
        <Badge tone="s2" icon={<Megaphone size={12} aria-hidden="true" />}>
          {t('campaign')}
        </Badge>
      )}
    </p>
  );
}

/** A group that was merged away keeps its page and says where its complaints went. */
function MergedAway({ into }: { into: GroupId }) {
  const { t } = useTranslation('groups');
  return (
    <p className="gv-merged" role="note">
      {t('mergedAway')}{' '}
      <Link to="/groups/$id" params={{ id: into }}>
        {t('mergedAwayLink')}
      </Link>
    </p>
  );
}

export function GroupView({ id, onDeclare, members }: GroupViewProps) {
  const { t } = useTranslation('groups');
  const { data, error, isLoading, refetch } = useQuery(groupQuery(id));
  const incidentId = data?.incidentId ?? null;
  const stream = data === undefined ? null : incidentId === null ? OVERVIEW : incidentStream(incidentId);
  useStream(stream, { onEvent: (event) => void (changesGroups(event) && refetch()) });
  if (isLoading) return <Skeleton rows={8} />;
  if (data === undefined) return <ErrorCard error={error} onRetry={() => void refetch()} />;
  return (
    <Page
      title={groupName(data)}
      meta={<span className="mono">{t('algorithm', { version: data.algorithm })}</span>}
      actions={<Actions group={data} onDeclare={onDeclare} />}
    >
      <Facts group={data} />
      {data.mergedInto !== null && <MergedAway into={data.mergedInto} />}
      <div className="gv-grid">
        <GroupExplanation group={data} />
        <GroupNeighbours group={data} />
        <GroupMoves group={data} />
      </div>
      <section className="gv-members" aria-label={t('members')}>
        {members}
      </section>
    </Page>
  );
}
