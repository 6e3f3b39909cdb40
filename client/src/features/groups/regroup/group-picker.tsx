import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { GroupSummary } from '@tocsin/shared/clustering';
import type { GroupId } from '@tocsin/shared/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { count } from '../../../lib/format.js';
import { useIncidentDirectory } from '../../../lib/incident-directory.js';
import { cx } from '../../../ui/classes.js';
import { ErrorCard, Skeleton } from '../../../ui/states.js';
import { SearchBox } from '../../../ui/toolbar.js';
import { pickQuery } from '../api.js';

function Option({ group, chosen, name, onChoose }: { group: GroupSummary; chosen: boolean; name: string; onChoose: () => void }) {
  const { t } = useTranslation('groups');
  const incident = useIncidentDirectory()(group.incidentId);
  return (
    <label className={cx('gr-pick', chosen && 'gr-pick--on')}>
      <input type="radio" name={name} checked={chosen} disabled={group.locked} onChange={onChoose} />
      <span className="gr-pick__title clip">{group.title}</span>
      <span className="gr-pick__meta">
        {t('size', { posts: count(group.posts), people: count(group.complainants) })}
        {incident !== null && ` · ${incident.no}`}
        {group.locked && ` · ${t('locked')}`}
      </span>
    </label>
  );
}

/** Finds the group to move into by its words; the largest are offered first. */
export function GroupPicker({
  value,
  exclude,
  onChange,
}: {
  value: GroupId | null;
  exclude: readonly GroupId[];
  onChange: (group: GroupSummary) => void;
}) {
  const { t } = useTranslation('groups');
  const [q, setQ] = useState('');
  const groups = useQuery({ ...pickQuery(q), placeholderData: keepPreviousData });
  const offered = groups.data?.filter(({ id }) => !exclude.includes(id)) ?? [];
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
