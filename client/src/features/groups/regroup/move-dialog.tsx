import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../../lib/counted.js';
import { GroupPicker, type Target } from './group-picker.js';
import { moveSteps, sourcesOf, type Member } from './plan.rules.js';
import { RegroupDialog } from './regroup-dialog.js';

interface MoveDialogProps {
  members: readonly Member[];
  /** Where to, when that was chosen before. */
  chosen?: Target;
  onClose: () => void;
  onDone: () => void;
}

export function MoveDialog({ members, chosen, onClose, onDone }: MoveDialogProps) {
  const { t } = useTranslation('groups');
  const counted = useCounted();
  const [into, setInto] = useState<Target | null>(chosen ?? null);
  const sources = sourcesOf(members);
  const unread = members.filter(({ groupId }) => groupId === null).length;
  const n = counted('posts', members.length - unread);
  return (
    <RegroupDialog
      title={t('move.title', { n })}
      confirmLabel={t('move.confirm')}
      done={t('move.done', { n, title: into?.title ?? '' })}
      steps={into === null ? null : moveSteps(sources, into.id)}
      missing={into === null ? t('pick.missing') : null}
      onClose={onClose}
      onDone={onDone}
    >
      <GroupPicker
        value={into?.id ?? null}
        near={sources[0]?.from ?? null}
        exclude={sources.length === 1 ? sources.map(({ from }) => from) : []}
        onChange={setInto}
      />
      {unread > 0 && <p className="muted">{t('unread', { n: counted('posts', unread) })}</p>}
    </RegroupDialog>
  );
}
