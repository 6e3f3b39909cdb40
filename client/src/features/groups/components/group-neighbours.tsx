import { Link } from '@tanstack/react-router';
import type { GroupDetail } from '@tocsin/shared/clustering';
import { Merge } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../../lib/counted.js';
import { decimal } from '../../../lib/format.js';
import { useNamedIncident } from '../../../lib/incident-directory.js';
import { useCan } from '../../../lib/session.js';
import { Button } from '../../../ui/button.js';
import { Panel } from '../../../ui/panel.js';
import { EmptyState } from '../../../ui/states.js';
import { MergeDialog } from '../regroup/merge-dialog.js';

type Neighbour = GroupDetail['neighbours'][number];

function Row({ neighbour, onMerge }: { neighbour: Neighbour; onMerge: (() => void) | null }) {
  const { t } = useTranslation('groups');
  const counted = useCounted();
  const { incident } = useNamedIncident(neighbour.incidentId);
  return (
    <li className="gv-row">
      <span className="gv-row__score">{decimal(neighbour.score, 2)}</span>
      <span className="gv-row__main">
        <Link to="/groups/$id" params={{ id: neighbour.id }} className="clip">
          {neighbour.title}
        </Link>
        <span className="muted">
          {t('size', { posts: counted('posts', neighbour.posts), people: counted('people', neighbour.complainants) })}
          {incident !== null && ` · ${incident.no}`}
        </span>
      </span>
      {onMerge !== null && (
        <Button
          size="sm"
          icon={<Merge size={13} aria-hidden="true" />}
          aria-label={t('neighbours.merge', { title: neighbour.title })}
          onClick={onMerge}
        >
          {t('merge.action')}
        </Button>
      )}
    </li>
  );
}

/** Groups that stand near this one: the candidates for a merge, nearest first. */
export function GroupNeighbours({ group }: { group: GroupDetail }) {
  const { t } = useTranslation('groups');
  const mayMerge = useCan('group:merge') && group.mergedInto === null && !group.locked;
  const [merging, setMerging] = useState<Neighbour | null>(null);
  const close = (): void => setMerging(null);
  return (
    <Panel title={t('neighbours.title')} meta={t('neighbours.meta')} scroll className="gv-panel">
      {group.neighbours.length === 0 ? (
        <EmptyState title={t('neighbours.none')} />
      ) : (
        <ul className="gv-list">
          {group.neighbours.map((neighbour) => (
            <Row key={neighbour.id} neighbour={neighbour} onMerge={mayMerge ? () => setMerging(neighbour) : null} />
          ))}
        </ul>
      )}
      {merging !== null && <MergeDialog groups={[merging]} into={group} onClose={close} onDone={close} />}
    </Panel>
  );
}
