import { Tooltip } from 'antd';
import { useId } from 'react';
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

/** Also by keyboard: the reason shows as soon as the button has the focus. */
const BLOCKED_TRIGGER: ('hover' | 'focus')[] = ['hover', 'focus'];

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
  const whyId = useId();
  const why = writes && readOnly ? t(`readOnly.${readOnly}`) : (blockedBy ?? null);
  const blocked = why !== null;
  const describedBy = [rest['aria-describedby'], blocked ? whyId : undefined].filter((id) => id !== undefined).join(' ');
  const button = (
    <button
      type="button"
      {...rest}
      className={cx('btn', `btn--${variant}`, `btn--${size}`, children === undefined && 'btn--icon', className)}
      aria-busy={busy || undefined}
      aria-disabled={blocked || busy || undefined}
      aria-describedby={describedBy === '' ? undefined : describedBy}
      title={blocked ? undefined : rest.title}
      onClick={blocked || busy ? (event) => event.preventDefault() : onClick}
    >
      {icon !== undefined && <span className="btn__icon">{icon}</span>}
      {children !== undefined && <span className="btn__label">{children}</span>}
      {kbd !== undefined && <Kbd keys={kbd} />}
    </button>
  );
  // One tree for both states: a button that becomes blocked under somebody's hands keeps the focus.
  if (blockedBy === undefined && !writes) return button;
  return (
    <>
      <Tooltip title={why} trigger={BLOCKED_TRIGGER} mouseEnterDelay={0.2}>
        {button}
      </Tooltip>
      <span id={whyId} hidden>
        {why}
      </span>
    </>
  );
}
