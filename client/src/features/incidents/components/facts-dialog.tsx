import { useQuery } from '@tanstack/react-query';
import { IncidentDetail } from '@tocsin/shared/incidents';
import type { IncidentId } from '@tocsin/shared/kernel';
import { Copy } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText, selectContent } from '../../../lib/clipboard.js';
import { http } from '../../../lib/http.js';
import { usePrefs } from '../../../lib/prefs.js';
import { Button } from '../../../ui/button.js';
import { Dialog } from '../../../ui/dialog.js';
import { ErrorCard, Skeleton } from '../../../ui/states.js';
import { toasts } from '../../../ui/toasts.js';
import { factsOf } from './facts.rules.js';
import './facts-dialog.css';

const LANGS = ['zh-CN', 'en'] as const;

function Block({ incident, lang }: { incident: IncidentDetail; lang: (typeof LANGS)[number] }) {
  const { t, i18n } = useTranslation(['incidents', 'shell']);
  const { zone } = usePrefs();
  const place = useRef<HTMLPreElement>(null);
  const text = factsOf(incident, i18n.getFixedT(lang, ['incidents', 'domain']), lang, zone);
  const copy = async (): Promise<void> => {
    if (await copyText(text)) {
      toasts.ok(t('facts.copied'));
      return;
    }
    if (place.current !== null) selectContent(place.current);
    toasts.error(t('facts.failed'));
  };
  return (
    <section className="facts" lang={lang} aria-label={t(`shell:language.${lang}`)}>
      <pre ref={place} className="facts__text">
        {text}
      </pre>
      <Button size="sm" icon={<Copy size={13} aria-hidden="true" />} onClick={() => void copy()}>
        {t('facts.copy')}
      </Button>
    </section>
  );
}

/** Read once when it is opened, so that all numbers are of one moment and stay while they are copied. */
export function FactsDialog({ id, onClose }: { id: IncidentId; onClose: () => void }) {
  const { t } = useTranslation('incidents');
  const { data, error, refetch } = useQuery({
    queryKey: ['incident-facts', id],
    queryFn: ({ signal }) => http.get(`/incidents/${id}`, IncidentDetail, { signal }),
    staleTime: Infinity,
    gcTime: 0,
  });
  return (
    <Dialog open title={t('facts.title')} onClose={onClose}>
      <p className="muted">{t('facts.hint')}</p>
      {data === undefined ? (
        error === null ? (
          <Skeleton rows={6} />
        ) : (
          <ErrorCard error={error} onRetry={() => void refetch()} />
        )
      ) : (
        LANGS.map((lang) => <Block key={lang} incident={data} lang={lang} />)
      )}
    </Dialog>
  );
}
