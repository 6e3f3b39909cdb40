import { Tag } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../lib/session.js';

/** Every figure and list of somebody who is limited to some brands is of those brands: it says so wherever they are. */
export function BrandChip() {
  const { t } = useTranslation('shell');
  const brands = useMe()?.brands ?? null;
  if (brands === null) return null;
  const names = brands.join(t('brand.separator'));
  return (
    <span className="top__brands" title={t('brand.onlyHint', { brands: names })}>
      <Tag size={12} aria-hidden="true" />
      <span className="clip">{t('brand.only', { brands: names })}</span>
    </span>
  );
}
