import {
  CHANNELS,
  COMPLAINT_STATUSES,
  DEMANDS,
  EMOTION_STAGES,
  FLAGS,
  PRIORITIES,
  VALIDITIES,
  ComplaintSort,
} from '@tocsin/shared/complaints';
import { ChevronDown, SlidersHorizontal, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BREAKPOINT, useMedia } from '../../../lib/use-media.js';
import { count, moment } from '../../../lib/format.js';
import { Button } from '../../../ui/button.js';
import { Dialog } from '../../../ui/dialog.js';
import { Checkbox, SelectField } from '../../../ui/field.js';
import { Popover } from '../../../ui/menu.js';
import { TimeField } from '../../../ui/time-field.js';
import { SearchBox } from '../../../ui/toolbar.js';
import {
  activeFilters,
  FLAG_FILTERS,
  LIST_FILTERS,
  NO_FILTER,
  toggled,
  type ComplaintView,
  type FilterKey,
  type SetView,
} from '../view.rules.js';
import type { Filter } from '../api.js';
import { ExportMenu } from './export-menu.js';

type ListKey = (typeof LIST_FILTERS)[number];
const OPTIONS = {
  channel: CHANNELS,
  demand: DEMANDS,
  emotion: EMOTION_STAGES,
  status: COMPLAINT_STATUSES,
  validity: VALIDITIES,
  priority: PRIORITIES,
  flag: FLAGS,
} as const;
const SORTS = ComplaintSort.options;

/** The word for one value of a filter, from the dictionary of the trade. */
function useValueText(): (key: ListKey, value: string) => string {
  const { t } = useTranslation('domain');
  const words: { [K in ListKey]: (value: NonNullable<ComplaintView[K]>[number]) => string } = {
    channel: (value) => t(`channel.${value}`),
    demand: (value) => t(`demand.${value}`),
    emotion: (value) => t(`emotion.${value}`),
    status: (value) => t(`complaintStatus.${value}`),
    validity: (value) => t(`validity.${value}`),
    priority: (value) => t(`priority.${value}`),
    flag: (value) => t(`flag.${value}`),
  };
  return (key, value) => words[key](value as never);
}

interface PartProps {
  view: ComplaintView;
  setView: SetView;
}

function Choices({ name, view, setView }: PartProps & { name: ListKey }) {
  const { t } = useTranslation('complaints');
  const textOf = useValueText();
  const chosen: readonly string[] = view[name] ?? [];
  return (
    <fieldset className="cp-choices">
      <legend className="field__label">{t(`filter.${name}`)}</legend>
      {OPTIONS[name].map((value) => (
        <Checkbox
          key={value}
          label={textOf(name, value)}
          checked={chosen.includes(value)}
          onChange={() => setView({ [name]: toggled<string>(chosen, value) })}
        />
      ))}
    </fieldset>
  );
}

function More({ view, setView }: PartProps) {
  const { t } = useTranslation('complaints');
  return (
    <div className="cp-more">
      {FLAG_FILTERS.map((key) => (
        <SelectField
          key={key}
          label={t(`filter.${key}`)}
          value={view[key] ?? ''}
          options={[
            { value: '', label: t('filter.any') },
            { value: 'true', label: t(`flagValue.${key}.true`) },
            { value: 'false', label: t(`flagValue.${key}.false`) },
          ]}
          onChange={({ target }) => setView({ [key]: target.value === '' ? undefined : target.value })}
        />
      ))}
      <TimeField label={t('filter.from')} value={view.from} onChange={(from) => setView({ from })} />
      <TimeField label={t('filter.to')} value={view.to} onChange={(to) => setView({ to })} />
    </div>
  );
}

function FilterButton({ label, chosen, children }: { label: string; chosen: number; children: ReactNode }) {
  return (
    <Popover content={children}>
      <Button size="md" icon={<ChevronDown size={13} aria-hidden="true" />} className="cp-filter">
        {label}
        {chosen > 0 && <span className="cp-filter__count">{chosen}</span>}
      </Button>
    </Popover>
  );
}

/** What is asked for now and then shares one button with the rest. */
const RARE: readonly ListKey[] = ['priority'];
const MORE_KEYS: readonly FilterKey[] = [...RARE, ...FLAG_FILTERS, 'from', 'to'];

function FilterButtons({ view, setView }: PartProps) {
  const { t } = useTranslation('complaints');
  return (
    <>
      {LIST_FILTERS.filter((name) => !RARE.includes(name)).map((name) => (
        <FilterButton key={name} label={t(`filter.${name}`)} chosen={view[name]?.length ?? 0}>
          <Choices name={name} view={view} setView={setView} />
        </FilterButton>
      ))}
      <FilterButton label={t('filter.more')} chosen={MORE_KEYS.filter((key) => view[key] !== undefined).length}>
        {RARE.map((name) => (
          <Choices key={name} name={name} view={view} setView={setView} />
        ))}
        <More view={view} setView={setView} />
      </FilterButton>
    </>
  );
}

/** One dialog with everything, where buttons side by side find no room. */
function FilterDialogButton({ view, setView, total }: PartProps & { total: number | null }) {
  const { t } = useTranslation('complaints');
  const [open, setOpen] = useState(false);
  const active = activeFilters(view).length;
  return (
    <>
      <Button icon={<SlidersHorizontal size={14} aria-hidden="true" />} onClick={() => setOpen(true)}>
        {t('filter.title')}
        {active > 0 && <span className="cp-filter__count">{active}</span>}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t('filter.title')}
        footer={
          <Button variant="primary" onClick={() => setOpen(false)}>
            {total === null ? t('filter.show') : t('filter.showCount', { n: count(total) })}
          </Button>
        }
      >
        {LIST_FILTERS.map((name) => (
          <Choices key={name} name={name} view={view} setView={setView} />
        ))}
        <More view={view} setView={setView} />
      </Dialog>
    </>
  );
}

function useChips(view: ComplaintView, placeName: (adcode: string) => string): { key: string; label: string; off: ComplaintView }[] {
  const { t } = useTranslation('complaints');
  const textOf = useValueText();
  const lists = LIST_FILTERS.flatMap((key) =>
    (view[key] ?? []).map((value: string) => ({
      key: `${key}-${value}`,
      label: t('chip', { name: t(`filter.${key}`), value: textOf(key, value) }),
      off: { [key]: toggled<string>(view[key], value) },
    })),
  );
  const flags = FLAG_FILTERS.flatMap((key) => {
    const value = view[key];
    return value === undefined ? [] : [{ key, label: t(`flagValue.${key}.${value}`), off: { [key]: undefined } }];
  });
  const one = (key: 'adcode' | 'from' | 'to' | 'groupId' | 'importJob', text: (value: string) => string) => {
    const value = view[key];
    return value === undefined
      ? []
      : [{ key, label: t('chip', { name: t(`filter.${key}`), value: text(value) }), off: { [key]: undefined } }];
  };
  const time = (value: string): string => (Number.isNaN(Date.parse(value)) ? value : moment(value));
  return [
    ...lists,
    ...flags,
    ...one('adcode', placeName),
    ...one('groupId', (id) => `…${id.slice(-6)}`),
    ...one('importJob', (id) => `…${id.slice(-6)}`),
    ...one('from', time),
    ...one('to', time),
  ];
}

interface FilterBarProps extends PartProps {
  filter: Filter;
  total: number | null;
  placeName: (adcode: string) => string;
  /** What else belongs to the list's head. */
  tools?: ReactNode;
}

export function FilterBar({ view, setView, filter, total, placeName, tools }: FilterBarProps) {
  const { t } = useTranslation('complaints');
  const narrow = useMedia(BREAKPOINT.column);
  const chips = useChips(view, placeName);
  return (
    <div className="cp-bar">
      <div className="cp-bar__row">
        <SearchBox label={t('filter.q')} value={view.q ?? ''} onChange={(q) => setView({ q: q === '' ? undefined : q })} />
        {narrow ? <FilterDialogButton view={view} setView={setView} total={total} /> : <FilterButtons view={view} setView={setView} />}
        <span className="cp-bar__end">
          <select
            className="input input--select cp-sort"
            aria-label={t('sort.label')}
            value={view.sort ?? 'newest'}
            onChange={({ target }) => setView({ sort: SORTS.find((sort) => sort === target.value) })}
          >
            {SORTS.map((sort) => (
              <option key={sort} value={sort}>
                {t(`sort.${sort}`)}
              </option>
            ))}
          </select>
          {tools}
          <ExportMenu filter={filter} />
        </span>
      </div>
      {chips.length > 0 && (
        <ul className="cp-chips" aria-label={t('filter.active')}>
          {chips.map((chip) => (
            <li key={chip.key}>
              <button
                type="button"
                className="cp-chip"
                aria-label={t('filter.remove', { name: chip.label })}
                onClick={() => setView(chip.off)}
              >
                {chip.label}
                <X size={12} aria-hidden="true" />
              </button>
            </li>
          ))}
          <li>
            <Button variant="link" onClick={() => setView(NO_FILTER)}>
              {t('filter.clear')}
            </Button>
          </li>
        </ul>
      )}
    </div>
  );
}
