import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { count } from '../../../lib/format.js';
import { useMe } from '../../../lib/session.js';
import { Button } from '../../../ui/button.js';
import { Checkbox, TextField } from '../../../ui/field.js';
import { ErrorCard } from '../../../ui/states.js';
import { brandsQuery } from '../api.js';
import './brands-field.css';

interface BrandsFieldProps {
  /** Null: all of them. */
  value: readonly string[] | null;
  onChange: (brands: string[] | null) => void;
  /** A name is typed and not added yet: saving now would lose it. */
  onPending: (pending: boolean) => void;
}

/** One that no complaint names yet is taken only when whoever types it says that it is right. */
function AddBrand({
  known,
  onAdd,
  onPending,
}: { known: readonly string[]; onAdd: (brand: string) => void } & Pick<BrandsFieldProps, 'onPending'>) {
  const { t } = useTranslation('identity');
  const [name, setName] = useState('');
  const [sure, setSure] = useState(false);
  const wanted = name.trim();
  const unknown = wanted !== '' && !known.includes(wanted);
  const near = known.filter((brand) => unknown && brand.toLowerCase().includes(wanted.toLowerCase())).slice(0, 5);
  const type = (typed: string): void => {
    setName(typed);
    setSure(false);
    onPending(typed.trim() !== '');
  };
  const add = (): void => {
    onAdd(wanted);
    type('');
  };
  return (
    <div className="brands__add">
      <TextField
        label={t('brands.other')}
        optional
        autoComplete="off"
        maxLength={100}
        value={name}
        hint={near.length > 0 ? t('brands.near', { brands: near.join(' · ') }) : null}
        onChange={({ target }) => type(target.value)}
      />
      {unknown && (
        <Checkbox label={t('brands.unknown', { name: wanted })} checked={sure} onChange={({ target }) => setSure(target.checked)} />
      )}
      <Button blockedBy={wanted === '' ? t('brands.nameNeeded') : unknown && !sure ? t('brands.sureNeeded') : null} onClick={add}>
        {t('brands.add')}
      </Button>
    </div>
  );
}

/** Chosen from the brands that complaints name: with a wrong one a person would see nothing and believe that all is quiet. */
export function BrandsField({ value, onChange, onPending }: BrandsFieldProps) {
  const { t } = useTranslation('identity');
  const me = useMe();
  const { data, error, refetch } = useQuery(brandsQuery);
  const known = data?.items ?? [];
  const offered = [...known.map(({ brand }) => brand), ...(value ?? []).filter((brand) => !known.some((one) => one.brand === brand))];
  const toggle = (brand: string): void =>
    onChange(value?.includes(brand) ? value.filter((one) => one !== brand) : [...(value ?? []), brand]);
  const label = (brand: string): string => {
    const complaints = known.find((one) => one.brand === brand)?.complaints ?? 0;
    return complaints === 0 ? t('brands.none', { brand }) : t('brands.counted', { brand, n: count(complaints) });
  };
  return (
    <fieldset className="brands">
      <legend className="field__label">{t('users.brands')}</legend>
      {me?.brands === null && (
        <Checkbox label={t('profile.allBrands')} checked={value === null} onChange={({ target }) => onChange(target.checked ? null : [])} />
      )}
      {error !== null && <ErrorCard error={error} onRetry={() => void refetch()} />}
      {value !== null && (
        <>
          <div className="brands__list">
            {offered.map((brand) => (
              <Checkbox key={brand} label={label(brand)} checked={value.includes(brand)} onChange={() => toggle(brand)} />
            ))}
          </div>
          <AddBrand known={offered} onPending={onPending} onAdd={(brand) => !value.includes(brand) && onChange([...value, brand])} />
        </>
      )}
    </fieldset>
  );
}
