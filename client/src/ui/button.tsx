import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useReadOnly } from '../lib/read-only.js';
import './button.css';
import { cx } from './classes.js';
import { Kbd } from './kbd.js';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: 'default' | 'primary' | 'ghost' | 'danger' | 'link';
  size?: 'sm' | 'md' | 'lg';
  icon?: ReactNode;
  busy?: boolean;
  kbd?: string;
  /** Why the button cannot be pressed; the button stays focusable so that the reason can be read. */
  blockedBy?: string | null;
  /** Changes something, or opens what does: not while the page is read-only. */
  writes?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({
  variant = 'default',
  size = 'md',
  icon,
  busy = false,
  kbd,
  blockedBy,
  writes = false,
  children,
  className,
  onClick,
  ...rest
}: ButtonProps) {
  const { t } = useTranslation('ui');
  const readOnly = useReadOnly();
  const why = writes && readOnly ? t(`readOnly.${readOnly}`) : (blockedBy ?? null);
  const blocked = why !== null;
  return (
    <button
      type="button"
      {...rest}
      className={cx('btn', `btn--${variant}`, `btn--${size}`, children === undefined && 'btn--icon', className)}
      aria-busy={busy || undefined}
      aria-disabled={blocked || busy || undefined}
      title={why ?? rest.title}
      onClick={blocked || busy ? (event) => event.preventDefault() : onClick}
    >
      {icon !== undefined && <span className="btn__icon">{icon}</span>}
      {children !== undefined && <span className="btn__label">{children}</span>}
      {kbd !== undefined && <Kbd keys={kbd} />}
    </button>
  );
}
