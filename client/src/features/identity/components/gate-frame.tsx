import { useQuery } from '@tanstack/react-query';
import { Siren } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { prefs, usePrefs } from '../../../lib/prefs.js';
import { serverStatusQuery } from '../../../lib/server-status.js';
import { Button } from '../../../ui/button.js';
import { ReadOnlyBanner } from '../../../ui/read-only-banner.js';
import './gate-frame.css';

/** The pages before sign-in: one card, and the language switch. */
export function GateFrame({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  const { t } = useTranslation('shell');
  const { lang } = usePrefs();
  const cause = useQuery(serverStatusQuery).data?.readOnly ?? null;
  const other = lang === 'en' ? 'zh-CN' : 'en';
  return (
    <div className="gate">
      {cause !== null && <ReadOnlyBanner cause={cause} />}
      <main className="gate__card">
        <header className="gate__head">
          <Siren size={22} aria-hidden="true" className="tone-accent" />
          <Button variant="link" lang={other} onClick={() => prefs.set({ lang: other })}>
            {t(`language.${other}`)}
          </Button>
        </header>
        <h1 className="gate__title">{title}</h1>
        <p className="gate__lead">{lead}</p>
        {children}
      </main>
    </div>
  );
}
