import { useQuery } from '@tanstack/react-query';
import { AUDIT_ACTIONS, AUDIT_AREAS, areaOf } from '@tocsin/shared/audit';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.js';
import { SearchBox } from '../../ui/toolbar.js';
import { colleaguesQuery } from '../../lib/colleagues.js';
import type { AuditFilter } from './api.js';

type Set = (change: AuditFilter) => void;

function Who({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('audit');
  const people = useQuery(colleaguesQuery).data?.items ?? [];
  return (
    <select className="input input--select" aria-label={t('filters.who')} value={value} onChange={({ target }) => onChange(target.value)}>
      <option value="">{t('filters.anyone')}</option>
      <option value="system">{t('kind.system')}</option>
      <option value="public">{t('kind.public')}</option>
      <option value="key">{t('area.api-key')}</option>
      {value !== '' && !['system', 'public', 'key'].includes(value) && !people.some(({ id }) => id === value) && (
        <option value={value}>{t('gone.user')}</option>
      )}
      {people.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

function What({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('audit');
  const blank = { subject: '…', from: '…', into: '…' };
  return (
    <select className="input input--select" aria-label={t('filters.what')} value={value} onChange={({ target }) => onChange(target.value)}>
      <option value="">{t('filters.anything')}</option>
      {AUDIT_AREAS.map((area) => (
        <optgroup key={area} label={t(`area.${area}`)}>
          <option value={area}>{t('filters.allOf', { area: t(`area.${area}`) })}</option>
          {AUDIT_ACTIONS.filter((action) => areaOf(action) === area).map((action) => (
            <option key={action} value={action}>
              {t(`sentence.${action}`, blank)}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}

/** Who, what, when and about what; everything stands in the address. */
export function AuditFilters({ filter, onChange }: { filter: AuditFilter; onChange: Set }) {
  const { t } = useTranslation('audit');
  const set = (change: AuditFilter): void => onChange({ ...filter, ...change });
  const day = (key: 'from' | 'to') => (
    <label className="audit-filters__day">
      <span>{t(`filters.${key}`)}</span>
      <input type="date" className="input" value={filter[key] ?? ''} onChange={({ target }) => set({ [key]: target.value })} />
    </label>
  );
  const any = Object.values(filter).some((value) => value !== undefined && value !== '');
  return (
    <div className="audit-filters" role="group" aria-label={t('filters.title')}>
      <SearchBox label={t('filters.subject')} value={filter.subject ?? ''} onChange={(subject) => set({ subject })} />
      <Who value={filter.who ?? ''} onChange={(who) => set({ who })} />
      <What value={filter.what ?? ''} onChange={(what) => set({ what })} />
      {day('from')}
      {day('to')}
      {any && (
        <Button variant="ghost" onClick={() => onChange({})}>
          {t('filters.clear')}
        </Button>
      )}
    </div>
  );
}
