import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
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
  ref?: Ref<HTMLButtonElement>;
}

export function Button({
  variant = 'default',
  size = 'md',
  icon,
  busy = false,
  kbd,
  blockedBy,
  children,
  className,
  onClick,
  ...rest
}: ButtonProps) {
  const blocked = blockedBy !== undefined && blockedBy !== null;
  return (
    <button
      type="button"
      {...rest}
      className={cx('btn', `btn--${variant}`, `btn--${size}`, children === undefined && 'btn--icon', className)}
      aria-busy={busy || undefined}
      aria-disabled={blocked || busy || undefined}
      title={blocked ? blockedBy : rest.title}
      onClick={blocked || busy ? (event) => event.preventDefault() : onClick}
    >
      {icon !== undefined && <span className="btn__icon">{icon}</span>}
      {children !== undefined && <span className="btn__label">{children}</span>}
      {kbd !== undefined && <Kbd keys={kbd} />}
    </button>
  );
}
