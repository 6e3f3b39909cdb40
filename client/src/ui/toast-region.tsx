import { CheckCircle2, Info, TriangleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.js';
import './toast-region.css';
import { toasts, useToasts } from './toasts.js';

const GLYPH = { ok: CheckCircle2, info: Info, error: TriangleAlert } as const;

export function ToastRegion() {
  const { t } = useTranslation('ui');
  const list = useToasts();
  return (
    <section
      className="toasts"
      aria-label={t('toast.region')}
      onMouseEnter={toasts.hold}
      onMouseLeave={toasts.release}
      onFocus={toasts.hold}
      onBlur={toasts.release}
    >
      <div role="status" aria-live="polite" className="toasts__list">
        {list.map((toast) => {
          const Glyph = GLYPH[toast.tone];
          return (
            <div key={toast.id} className={`toast toast--${toast.tone}`}>
              <Glyph size={15} aria-hidden="true" className="toast__icon" />
              <span className="toast__text">{toast.text}</span>
              {toast.undo !== undefined && (
                <Button
                  variant="link"
                  onClick={() => {
                    toasts.dismiss(toast.id);
                    toast.undo?.();
                  }}
                >
                  {t('toast.undo')}
                </Button>
              )}
              <Button
                variant="ghost"
                size="sm"
                icon={<X size={13} aria-hidden="true" />}
                aria-label={t('toast.dismiss')}
                onClick={() => toasts.dismiss(toast.id)}
              />
            </div>
          );
        })}
      </div>
    </section>
  );
}
