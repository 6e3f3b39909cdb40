import { Checkbox } from '../../../ui/field.js';
import './choice-group.css';

export interface ChoiceGroupProps<T extends string> {
  label: string;
  options: readonly { value: T; label: string }[];
  chosen: readonly T[];
  onChange: (chosen: T[]) => void;
}

export function ChoiceGroup<T extends string>({ label, options, chosen, onChange }: ChoiceGroupProps<T>) {
  return (
    <fieldset className="choices">
      <legend className="field__label">{label}</legend>
      {options.map((option) => (
        <Checkbox
          key={option.value}
          label={option.label}
          checked={chosen.includes(option.value)}
          onChange={(event) => onChange(event.target.checked ? [...chosen, option.value] : chosen.filter((one) => one !== option.value))}
        />
      ))}
    </fieldset>
  );
}
