import type { ReactNode } from 'react';
import { roveFocus } from './roving.js';
import './segmented-control.css';

export interface SegmentOption<T extends string> {
  value: T;
  label: ReactNode;
  count?: number;
}

export interface SegmentedControlProps<T extends string> {
  label: string;
  value: T;
  options: readonly SegmentOption<T>[];
  onChange: (value: T) => void;
  stretch?: boolean;
}

export function SegmentedControl<T extends string>({ label, value, options, onChange, stretch = false }: SegmentedControlProps<T>) {
  return (
    <div
      className={stretch ? 'segments segments--stretch' : 'segments'}
      role="radiogroup"
      aria-label={label}
      onKeyDown={(event) => roveFocus(event, '[role=radio]')?.click()}
    >
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          className="segments__item"
          aria-checked={option.value === value}
          tabIndex={option.value === value ? 0 : -1}
          onClick={() => onChange(option.value)}
        >
          {option.label}
          {option.count !== undefined && <span className="segments__count">{option.count}</span>}
        </button>
      ))}
    </div>
  );
}
