import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { GroupDetail, GroupSummary } from '@tocsin/shared/clustering';
import type { GroupId } from '@tocsin/shared/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../../lib/counted.js';
import { useNamedIncident } from '../../../lib/incident-directory.js';
import { cx } from '../../../ui/classes.js';
import { ErrorCard, Skeleton } from '../../../ui/states.js';
import { SearchBox } from '../../../ui/toolbar.js';
import { groupQuery, pickQuery } from '../api.js';

export type Target = Pick<GroupSummary, 'id' | 'title' | 'posts' | 'complainants' | 'incidentId'> & { locked?: boolean };

function Option({ group, chosen, name, onChoose }: { group: Target; chosen: boolean; name: string; onChoose: () => void }) {
  const { t } = useTranslation('groups');
  const counted = useCounted();
  const { incident } = useNamedIncident(group.incidentId);
  return (
    <label className={cx('gr-pick', chosen && 'gr-pick--on')}>
      <input type="radio" name={name} checked={chosen} disabled={group.locked === true} onChange={onChoose} />
      <span className="gr-pick__title clip">{group.title}</span>
      <span className="gr-pick__meta">
        {t('size', { posts: counted('posts', group.posts), people: counted('people', group.complainants) })}
        {incident !== null && ` · ${incident.no}`}
        {group.locked === true && ` · ${t('locked')}`}
      </span>
    </label>
  );
}

/** Before anything is typed the nearest groups are offered: that is where a stray complaint most likely belongs. */
function useOffered(q: string, near: GroupId | null) {
  const groups = useQuery({ ...pickQuery(q), placeholderData: keepPreviousData });
  const source = useQuery({ ...groupQuery(near as GroupId), enabled: near !== null });
  const neighbours: GroupDetail['neighbours'] = q === '' ? (source.data?.neighbours ?? []) : [];
  const found: Target[] = groups.data ?? [];
  const rest = found.filter(({ id }) => !neighbours.some((neighbour) => neighbour.id === id));
  return { offered: [...neighbours, ...rest] as readonly Target[], groups };
}

/** Finds the group to move into by its words. */
export function GroupPicker({
  value,
  near,
  exclude,
  onChange,
}: {
  value: GroupId | null;
  /** The group the complaints come from. */
  near: GroupId | null;
  exclude: readonly GroupId[];
  onChange: (group: Target) => void;
}) {
  const { t } = useTranslation('groups');
  const [q, setQ] = useState('');
  const { offered: all, groups } = useOffered(q, near);
  const offered = all.filter(({ id }) => !exclude.includes(id));
  return (
    <fieldset className="gr-picker">
      <legend className="field__label">{t('pick.label')}</legend>
      <SearchBox label={t('pick.search')} value={q} onChange={setQ} />
      {groups.isLoading && <Skeleton rows={4} />}
      {groups.error !== null && <ErrorCard error={groups.error} onRetry={() => void groups.refetch()} />}
      {groups.isSuccess && offered.length === 0 && <p className="muted">{t('pick.none')}</p>}
      <div className="gr-picker__list" tabIndex={offered.length > 5 ? 0 : -1} role="group" aria-label={t('pick.label')}>
        {offered.map((group) => (
          <Option key={group.id} group={group} name="target-group" chosen={group.id === value} onChoose={() => onChange(group)} />
        ))}
      </div>
    </fieldset>
  );
}
