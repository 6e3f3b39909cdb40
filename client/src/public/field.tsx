import type { ReactNode } from 'react';
import { useWords, type Key } from './words.js';

interface FieldProps {
  id: string;
  label: Key;
  hint?: ReactNode;
  fault?: Key | undefined;
  optional?: boolean;
  /** A group of controls is named by a legend, a single one by its label. */
  group?: boolean;
  children: ReactNode;
}

/** What `aria-describedby` of the control must name, in the order it should be read. */
export const describedBy = (id: string, hint: boolean, fault: boolean): string | undefined =>
  [fault ? `${id}-fault` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ') || undefined;

export function Field({ id, label, hint, fault, optional = false, group = false, children }: FieldProps) {
  const t = useWords();
  const name = (
    <>
      {t(label)}
      {optional && <span className="pub-field__optional"> {t('form.optional')}</span>}
    </>
  );
  const body = (
    <>
      {fault !== undefined && (
        <p className="pub-field__fault" id={`${id}-fault`}>
          {t(fault)}
        </p>
      )}
      {children}
      {hint !== undefined && (
        <div className="pub-field__hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
    </>
  );
  const className = fault === undefined ? 'pub-field' : 'pub-field pub-field--fault';
  if (group)
    return (
      <fieldset className={className} id={id} tabIndex={-1} aria-describedby={describedBy(id, hint !== undefined, fault !== undefined)}>
        <legend className="pub-field__label">{name}</legend>
        {body}
      </fieldset>
    );
  return (
    <div className={className}>
      <label className="pub-field__label" htmlFor={id}>
        {name}
      </label>
      {body}
    </div>
  );
}
