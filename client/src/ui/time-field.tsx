import { useTranslation } from 'react-i18next';
import { usePrefs } from '../lib/prefs.js';
import { fieldOf, instantOf } from '../lib/zone-time.js';
import { TextField, type TextFieldProps } from './field.js';

type TimeFieldProps = Omit<TextFieldProps, 'value' | 'onChange' | 'type' | 'label'> & {
  label: string;
  /** An instant as the wire spells it. */
  value: string | undefined;
  onChange: (at: string | undefined) => void;
};

/** Typed and read in the zone in which times are shown, which the label names; never in that of the browser. */
export function TimeField({ label, value, onChange, ...field }: TimeFieldProps) {
  const { t } = useTranslation('ui');
  const { zone } = usePrefs();
  return (
    <TextField
      {...field}
      type="datetime-local"
      label={t('timeField', { label, zone })}
      value={fieldOf(value, zone)}
      onChange={({ target }) => onChange(instantOf(target.value, zone))}
    />
  );
}
