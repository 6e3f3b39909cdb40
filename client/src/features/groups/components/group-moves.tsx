import { Link } from '@tanstack/react-router';
import type { GroupDetail, GroupMove } from '@tocsin/shared/clustering';
import type { GroupId } from '@tocsin/shared/kernel';
import { useTranslation } from 'react-i18next';
import { count, dateTime } from '../../../lib/format.js';
import { groupName } from '../../../lib/group-name.js';
import { undoableMoves } from '../../../lib/undoable-moves.rules.js';
import { Panel } from '../../../ui/panel.js';
import { EmptyState, WaitingWords } from '../../../ui/states.js';
import { useGroupTitle } from '../regroup/effect-lines.js';
import { UndoMove } from '../regroup/undo-move.js';

/** The other side of a move: where the complaints went, or where they came from. */
function OtherSide({ id }: { id: GroupId }) {
  const title = useGroupTitle(id);
  return (
    <Link to="/groups/$id" params={{ id }} className="clip">
      {title ?? <WaitingWords />}
    </Link>
  );
}

const ENGINE_REASONS = ['similar', 'same-object', 'template-slot', 'better-fit', 'person', 'must-link', 'cannot-link', 'campaign'] as const;

/** A person writes their reason; the engine names its own by a word of its vocabulary. */
function useReason(): (move: GroupMove) => string {
  const { t } = useTranslation('groups');
  return (move) => {
    const known = move.by === null ? ENGINE_REASONS.find((one) => one === move.reason) : undefined;
    return known === undefined ? move.reason : t(`moves.engineReason.${known}`);
  };
}

function Row({ move, group, open }: { move: GroupMove; group: GroupDetail; open: boolean }) {
  const { t } = useTranslation('groups');
  const reasonOf = useReason();
  const other = move.from === group.id ? move.into : move.from;
  const title = useGroupTitle(other);
  const own = groupName(group);
  const undone = move.undoneAt !== null;
  const direction = move.from === group.id ? 'out' : 'in';
  return (
    <li className="gv-row">
      <span className="gv-row__main">
        <span className={undone ? 'gv-undone' : undefined}>
          {t(`moves.${move.kind}.${direction}`, { n: count(move.complaints) })}{' '}
          {other !== null && other !== group.id && <OtherSide id={other} />}
        </span>
        <span className="muted">
          {dateTime(move.at)} · {move.byName ?? t('moves.engine')}
        </span>
        <span>{t('moves.reason', { reason: reasonOf(move) })}</span>
        {undone && (
          <span className="muted">
            {t('moves.undone', { time: dateTime(move.undoneAt ?? move.at), by: move.undoneByName ?? t('moves.engine') })}
          </span>
        )}
      </span>
      {open && title !== null && (
        <UndoMove move={move} {...(direction === 'out' ? { from: own, into: title } : { from: title, into: own })} />
      )}
    </li>
  );
}

/** Every decision about this group, with where its complaints came from and went to. Nothing is ever removed from it. */
export function GroupMoves({ group }: { group: GroupDetail }) {
  const { t } = useTranslation('groups');
  const open = undoableMoves(group.moves.toReversed());
  return (
    <Panel title={t('moves.title')} meta={t('moves.meta')} scroll className="gv-panel">
      {group.moves.length === 0 ? (
        <EmptyState title={t('moves.none')} hint={t('moves.noneHint')} />
      ) : (
        <ol className="gv-list">
          {group.moves.map((move) => (
            <Row key={move.id} move={move} group={group} open={open.has(move.id)} />
          ))}
        </ol>
      )}
    </Panel>
  );
}
