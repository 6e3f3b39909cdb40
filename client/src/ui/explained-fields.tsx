import { useTranslation } from 'react-i18next';
import './explained-fields.css';

const EFFECT_CLASS = { attracts: 'tone-ok', separates: 'tone-2', neutral: 'muted' } as const;
export const OBJECT_KINDS = [
  'object',
  'brand',
  'product',
  'site',
  'place',
  'flight',
  'batch',
  'clause',
  'title',
  'organisation',
  'order',
  'name',
] as const;

interface ExplainedField {
  field: string;
  value: string;
  effect: keyof typeof EFFECT_CLASS;
}

/** What a complaint or a group is about, and whether that draws others in or keeps them apart. */
export function ExplainedFields({ fields }: { fields: readonly ExplainedField[] }) {
  const { t } = useTranslation('groups');
  const name = (field: string): string => {
    const known = OBJECT_KINDS.find((one) => one === field);
    return known === undefined ? field : t(`field.${known}`);
  };
  return (
    <ul className="explained-fields">
      {fields.map(({ field, value, effect }) => (
        <li key={`${field}-${value}`}>
          <span className="muted">{name(field)}</span> {value} <span className={EFFECT_CLASS[effect]}>{t(`fieldEffect.${effect}`)}</span>
        </li>
      ))}
    </ul>
  );
}
