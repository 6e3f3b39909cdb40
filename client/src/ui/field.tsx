import { useId } from 'react';
import type { InputHTMLAttributes, ReactNode, Ref, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from './classes.js';
import './field.css';

interface Frame {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  optional?: boolean;
}

function useIds(frame: Frame): { id: string; hintId: string; errorId: string; describedBy: string | undefined } {
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const ids = [frame.error ? errorId : null, frame.hint ? hintId : null].filter((x) => x !== null);
  return { id, hintId, errorId, describedBy: ids.length > 0 ? ids.join(' ') : undefined };
}

function FieldFrame({ frame, ids, children }: { frame: Frame; ids: ReturnType<typeof useIds>; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className={cx('field', frame.error ? 'field--bad' : null)}>
      <label className="field__label" htmlFor={ids.id}>
        {frame.label}
        {frame.optional === true && <span className="field__optional">{t('state.optional')}</span>}
      </label>
      {children}
      {frame.error ? (
        <p className="field__error" id={ids.errorId}>
          {frame.error}
        </p>
      ) : null}
      {frame.hint ? (
        <p className="field__hint" id={ids.hintId}>
          {frame.hint}
        </p>
      ) : null}
    </div>
  );
}

export type TextFieldProps = Frame & InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> };

export function TextField({ label, hint, error, optional, className, ...input }: TextFieldProps) {
  const frame = { label, hint, error, optional };
  const ids = useIds(frame);
  return (
    <FieldFrame frame={frame} ids={ids}>
      <input
        {...input}
        id={ids.id}
        className={cx('input', className)}
        aria-invalid={error ? true : undefined}
        aria-describedby={ids.describedBy}
      />
    </FieldFrame>
  );
}

export type TextAreaProps = Frame & TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: Ref<HTMLTextAreaElement> };

export function TextArea({ label, hint, error, optional, className, ...input }: TextAreaProps) {
  const frame = { label, hint, error, optional };
  const ids = useIds(frame);
  return (
    <FieldFrame frame={frame} ids={ids}>
      <textarea
        rows={3}
        {...input}
        id={ids.id}
        className={cx('input', 'input--area', className)}
        aria-invalid={error ? true : undefined}
        aria-describedby={ids.describedBy}
      />
    </FieldFrame>
  );
}

export type SelectFieldProps = Frame &
  SelectHTMLAttributes<HTMLSelectElement> & { options: readonly { value: string; label: string }[]; ref?: Ref<HTMLSelectElement> };

export function SelectField({ label, hint, error, optional, options, className, ...input }: SelectFieldProps) {
  const frame = { label, hint, error, optional };
  const ids = useIds(frame);
  return (
    <FieldFrame frame={frame} ids={ids}>
      <select
        {...input}
        id={ids.id}
        className={cx('input', 'input--select', className)}
        aria-invalid={error ? true : undefined}
        aria-describedby={ids.describedBy}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

export type CheckboxProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'type'> & {
  label: ReactNode;
  hint?: ReactNode;
  ref?: Ref<HTMLInputElement>;
};

export function Checkbox({ label, hint, className, ...input }: CheckboxProps) {
  const id = useId();
  return (
    <div className={cx('check', className)}>
      <input {...input} type="checkbox" id={id} className="check__box" aria-describedby={hint === undefined ? undefined : `${id}-hint`} />
      <label htmlFor={id} className="check__label">
        {label}
      </label>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="check__hint">
          {hint}
        </p>
      )}
    </div>
  );
}
