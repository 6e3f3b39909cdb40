import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../../lib/counted.js';
import { GroupPicker, type Target } from './group-picker.js';
import { moveSteps, sourcesOf, type Member } from './plan.rules.js';
import { RegroupDialog } from './regroup-dialog.js';

export function MoveDialog({ members, onClose, onDone }: { members: readonly Member[]; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation('groups');
  const counted = useCounted();
  const [into, setInto] = useState<Target | null>(null);
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
