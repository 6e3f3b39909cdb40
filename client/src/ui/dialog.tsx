import { X } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode, SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.js';
import './dialog.css';
import { popupIsOpen } from './layers.js';
import { ProblemLine } from './states.js';
import { TypedText } from './typed-text.js';

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
  size?: 'sm' | 'md' | 'lg';
  /** While work is under way, Esc and the backdrop must not hide its outcome. */
  locked?: boolean;
}

const FIRST_FIELD = '.dialog__body :is(textarea, select, input:not([type=checkbox], [type=radio], [type=file]))';

/** The browser's own modal dialog: focus trap, inert page and Esc come with it. */
export function Dialog(props: DialogProps) {
  return props.open ? <OpenDialog {...props} /> : null;
}

/** Esc, the cross and a press outside ask first when something was typed; a button that says cancel means it. */
function useDismissal(onClose: () => void, locked: boolean) {
  const ref = useRef<HTMLDialogElement>(null);
  const typed = useRef(new TypedText());
  const [asking, setAsking] = useState(false);
  const keep = (): void => {
    setAsking(false);
    ref.current?.querySelector<HTMLElement>(FIRST_FIELD)?.focus();
  };
  const dismiss = (): void => {
    if (locked) return;
    if (asking) keep();
    else if (typed.current.in(ref.current)) setAsking(true);
    else onClose();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Esc that ends the composing of an input method, or that something inside has used, is not for the dialog.
    if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return;
    // Left to the browser, a second Esc would close the dialog whatever we answer to the first.
    event.preventDefault();
    if (!popupIsOpen()) dismiss();
  };
  const onCancel = (event: SyntheticEvent): void => {
    event.preventDefault();
    dismiss();
  };
  const onMouseDown = (event: SyntheticEvent): void => {
    if (event.target !== event.currentTarget) return;
    event.preventDefault();
    if (!asking) dismiss();
  };
  const onFocus = (): void => typed.current.notice(ref.current);
  return { ref, asking, dismiss, keep, on: { onKeyDown, onCancel, onMouseDown, onFocus } };
}

function DiscardQuestion({ onKeep, onDiscard }: { onKeep: () => void; onDiscard: () => void }) {
  const { t } = useTranslation('ui');
  return (
    <div className="dialog__discard" role="alert">
      <span>{t('dialog.unsaved')}</span>
      <Button autoFocus onClick={onKeep}>
        {t('dialog.keep')}
      </Button>
      <Button variant="danger" onClick={onDiscard}>
        {t('dialog.discard')}
      </Button>
    </div>
  );
}

function OpenDialog({ onClose, title, children, footer, size = 'md', locked = false }: DialogProps) {
  const { t } = useTranslation('ui');
  const { ref, asking, dismiss, keep, on } = useDismissal(onClose, locked);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    if (dialog !== null && !dialog.open) {
      dialog.showModal();
      // The browser would focus the close button; whoever opens a form wants to type.
      dialog.querySelector<HTMLElement>(FIRST_FIELD)?.focus();
    }
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, [ref]);
  return (
    <dialog ref={ref} className={`dialog dialog--${size}`} aria-labelledby={id} {...on}>
      <div className="dialog__frame">
        <header className="dialog__head">
          <h2 id={id} className="dialog__title">
            {title}
          </h2>
          <Button
            variant="ghost"
            icon={<X size={15} aria-hidden="true" />}
            aria-label={t('dialog.close')}
            disabled={locked}
            onClick={dismiss}
          />
        </header>
        <div className="dialog__body">{children}</div>
        {asking && <DiscardQuestion onKeep={keep} onDiscard={onClose} />}
        {footer !== undefined && !asking && <footer className="dialog__foot">{footer}</footer>}
      </div>
    </dialog>
  );
}

export interface ConfirmDialogProps {
  open: boolean;
  onClose: () => void;
  onConfirm: () => void;
  title: ReactNode;
  /** What will happen, to how many, and whether it can be taken back: 「将并入 37 件，可在 30 分钟内撤销」. */
  consequence: ReactNode;
  confirmLabel: string;
  danger?: boolean;
  busy?: boolean;
  error?: unknown;
  /** Why confirming is not possible yet. */
  blockedBy?: string | null;
  children?: ReactNode;
}

export function ConfirmDialog({
  open,
  onClose,
  onConfirm,
  title,
  consequence,
  confirmLabel,
  danger = false,
  busy = false,
  error,
  blockedBy,
  children,
}: ConfirmDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      locked={busy}
      footer={
        <>
          <Button onClick={onClose} disabled={busy}>
            {t('action.cancel')}
          </Button>
          <Button variant={danger ? 'danger' : 'primary'} busy={busy} blockedBy={blockedBy} writes onClick={onConfirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <p className={danger ? 'dialog__consequence dialog__consequence--danger' : 'dialog__consequence'}>{consequence}</p>
      {children}
      <ProblemLine error={error} />
    </Dialog>
  );
}
