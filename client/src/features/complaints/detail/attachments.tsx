import type { ComplaintDetail } from '@tocsin/shared/complaints';
import { Paperclip } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { bytes } from '../../../lib/bytes.js';
import { http } from '../../../lib/http.js';

/** Always a download: what a stranger sent is never opened inside the console. */
export function Attachments({ detail }: { detail: ComplaintDetail }) {
  const { t } = useTranslation('complaints');
  if (detail.attachments.length === 0) return null;
  return (
    <section className="cd-section" aria-labelledby="cd-files">
      <h3 id="cd-files" className="cd-section__title">
        {t('detail.attachments', { n: detail.attachments.length })}
      </h3>
      <ul className="cd-files">
        {detail.attachments.map((file) => (
          <li key={file.id}>
            <a href={http.url(`/complaints/${detail.id}/attachments/${file.id}/content`)} download={file.name} className="cd-file">
              <Paperclip size={13} aria-hidden="true" />
              <span className="clip">{file.name}</span>
              <span className="muted">{bytes(file.size)}</span>
            </a>
            <span className="mono muted" title={file.sha256}>
              {file.sha256.slice(0, 8)}…
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
