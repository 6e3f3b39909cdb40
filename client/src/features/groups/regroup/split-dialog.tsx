import { useTranslation } from 'react-i18next';
import { useCounted } from '../../../lib/counted.js';
import { sourcesOf, splitSteps, type Member } from './plan.rules.js';
import { RegroupDialog } from './regroup-dialog.js';

export function SplitDialog({ members, onClose, onDone }: { members: readonly Member[]; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation('groups');
  const counted = useCounted();
  const steps = splitSteps(sourcesOf(members));
  const unread = members.filter(({ groupId }) => groupId === null).length;
  const n = counted('posts', members.length - unread);
  return (
    <RegroupDialog
      title={t('split.title', { n })}
      confirmLabel={t('split.confirm')}
      done={t('split.done', { n })}
      steps={steps}
      onClose={onClose}
      onDone={onDone}
    >
      {steps.length > 1 && <p className="muted">{t('split.several', { n: counted('groups', steps.length) })}</p>}
      {unread > 0 && <p className="muted">{t('unread', { n: counted('posts', unread) })}</p>}
    </RegroupDialog>
  );
}
