import { CONTACT_KINDS, type ComplaintDetail } from '@tocsin/shared/complaints';
import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { count } from '../../../lib/format.js';
import { useCan } from '../../../lib/session.js';
import { Button } from '../../../ui/button.js';
import { useReveal } from '../api.js';
import { ReasonDialog } from './reason-dialog.js';

const FIELDS = ['name', 'phone', 'email', 'ref'] as const;
/** Masked until somebody says why they need it; what was revealed is forgotten with the pane. */
export function Contact({ detail }: { detail: ComplaintDetail }) {
  const { t } = useTranslation('complaints');
  const mayReveal = useCan('complaint:reveal');
  const reveal = useReveal(detail.id);
  const [asking, setAsking] = useState(false);
  const shown = reveal.data;
  const hidden = detail.findings?.facts.some(({ kind }) => CONTACT_KINDS.includes(kind)) ?? false;
  const known = FIELDS.filter((field) => detail.contact[field] !== null);
  return (
    <section className="cd-section" aria-labelledby="cd-contact">
      <h3 id="cd-contact" className="cd-section__title">
        {t('detail.contact')}
        {detail.complainant !== null && detail.complainant.repeat > 1 && (
          <span className="tone-2">{t('detail.repeat', { n: count(detail.complainant.repeat) })}</span>
        )}
        {mayReveal && (known.length > 0 || hidden) && (
          <span className="cd-section__act">
            {shown === undefined ? (
              <Button size="sm" writes icon={<Eye size={13} aria-hidden="true" />} onClick={() => setAsking(true)}>
                {t('reveal.open')}
              </Button>
            ) : (
              <Button size="sm" icon={<EyeOff size={13} aria-hidden="true" />} onClick={() => reveal.reset()}>
                {t('reveal.hide')}
              </Button>
            )}
          </span>
        )}
      </h3>
      {known.length === 0 ? (
        <p className="muted">{t('detail.anonymous')}</p>
      ) : (
        <dl className="cd-facts">
          {known.map((field) => (
            <div key={field} className="cd-facts__row">
              <dt>{t(`contact.${field}`)}</dt>
              <dd className={field === 'name' ? undefined : 'mono'}>{shown?.[field] ?? detail.contact[field]}</dd>
            </div>
          ))}
        </dl>
      )}
      {shown !== undefined && hidden && (
        <div className="cd-facts__row">
          <span className="muted">{t('contact.text')}</span>
          <p className="cd-original">{shown.text}</p>
        </div>
      )}
      {asking && (
        <ReasonDialog
          ask={reveal}
          onClose={() => setAsking(false)}
          title={t('reveal.title')}
          consequence={t('reveal.consequence')}
          confirmLabel={t('reveal.confirm')}
        />
      )}
    </section>
  );
}
