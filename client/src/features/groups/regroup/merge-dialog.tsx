import type { GroupSummary } from '@tocsin/shared/clustering';
import type { GroupId } from '@tocsin/shared/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../../lib/counted.js';
import { SelectField } from '../../../ui/field.js';
import { GroupPicker } from './group-picker.js';
import { mergeSteps } from './plan.rules.js';
import { RegroupDialog } from './regroup-dialog.js';

type Mergeable = Pick<GroupSummary, 'id' | 'title' | 'posts' | 'complainants'>;

interface MergeDialogProps {
  /** One group to merge away, or several of which one stays. */
  groups: readonly Mergeable[];
  /** Chosen already, as when merging with a neighbour. */
  into?: Mergeable;
  onClose: () => void;
  onDone: () => void;
}

/** The page shows who is merged into whom and how many that makes, before it happens. */
export function MergeDialog({ groups, into, onClose, onDone }: MergeDialogProps) {
  const { t } = useTranslation('groups');
  const counted = useCounted();
  const largest = groups.toSorted((a, b) => b.posts - a.posts)[0];
  const [target, setTarget] = useState<Mergeable | null>(into ?? (groups.length > 1 ? (largest ?? null) : null));
  const choosing = into === undefined && groups.length > 1;
  const searching = into === undefined && groups.length === 1;
  const ids = groups.map(({ id }): GroupId => id);
  return (
    <RegroupDialog
      title={t('merge.title')}
      confirmLabel={t('merge.confirm')}
      done={t('merge.done', { title: target?.title ?? '' })}
      steps={target === null ? null : mergeSteps(ids, target.id)}
      missing={target === null ? t('pick.missing') : null}
      onClose={onClose}
      onDone={onDone}
    >
      {choosing && (
        <SelectField
          label={t('merge.keep')}
          value={target?.id ?? ''}
          options={groups.map((group) => ({
            value: group.id,
            label: t('merge.option', {
              title: group.title,
              posts: counted('posts', group.posts),
              people: counted('people', group.complainants),
            }),
          }))}
          onChange={({ target: { value } }) => setTarget(groups.find(({ id }) => id === value) ?? null)}
        />
      )}
      {searching && <GroupPicker value={target?.id ?? null} near={ids[0] ?? null} exclude={ids} onChange={setTarget} />}
    </RegroupDialog>
  );
}
