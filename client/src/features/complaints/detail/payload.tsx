import type { ComplaintDetail } from '@tocsin/shared/complaints';
import { FileJson } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { count } from '../../../lib/format.js';
import { useCan } from '../../../lib/session.js';
import { Button } from '../../../ui/button.js';
import { useReadPayload } from '../api.js';
import { ReasonDialog } from './reason-dialog.js';

/** What the sender sent, to the byte; for those who have to prove what came in. */
export function Payload({ detail }: { detail: ComplaintDetail }) {
  const { t } = useTranslation('complaints');
  const may = useCan('complaint:payload');
  const read = useReadPayload(detail.id);
  const [asking, setAsking] = useState(false);
  if (!may) return null;
  return (
    <section className="cd-section" aria-labelledby="cd-payload">
      <h3 id="cd-payload" className="cd-section__title">
        {t('payload.title')}
        <span className="cd-section__act">
          {read.data === undefined ? (
            <Button size="sm" writes icon={<FileJson size={13} aria-hidden="true" />} onClick={() => setAsking(true)}>
              {t('payload.open')}
            </Button>
          ) : (
            <Button size="sm" onClick={() => read.reset()}>
              {t('reveal.hide')}
            </Button>
          )}
        </span>
      </h3>
      {read.data !== undefined && (
        <>
          <p className="muted">{t(read.data.intact ? 'payload.intact' : 'payload.broken', { bytes: count(read.data.bytes) })}</p>
          <pre className="cd-original mono" tabIndex={0}>
            {read.data.payload}
          </pre>
        </>
      )}
      {asking && (
        <ReasonDialog
          ask={read}
          onClose={() => setAsking(false)}
          title={t('payload.title')}
          consequence={t('payload.consequence')}
          confirmLabel={t('payload.open')}
        />
      )}
    </section>
  );
}
