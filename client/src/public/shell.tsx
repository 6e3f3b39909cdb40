import { useEffect, useRef, type MouseEvent, type ReactNode } from 'react';
import { prefs, usePrefs } from '../lib/prefs.js';
import { go, usePath, type PublicPath } from './path.js';
import { useWords, type Key } from './words.js';

function PageLink({ to, search = '', className, children }: { to: PublicPath; search?: string; className?: string; children: ReactNode }) {
  const here = usePath() === to;
  const follow = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(to, search);
  };
  return (
    <a href={`${to}${search}`} className={className} onClick={follow} aria-current={here ? 'page' : undefined}>
      {children}
    </a>
  );
}

export function Shell({ closed, children }: { closed: boolean; children: ReactNode }) {
  const t = useWords();
  const { lang } = usePrefs();
  const other = lang === 'en' ? 'zh-CN' : 'en';
  return (
    <>
      <a className="pub-skip" href="#main">
        {t('skip')}
      </a>
      <header className="pub-head">
        <span className="pub-head__site">{t('site')}</span>
        <nav className="pub-head__nav" aria-label={t('site')}>
          <PageLink to="/c/new">{t('nav.file')}</PageLink>
          <PageLink to="/c/track">{t('nav.track')}</PageLink>
        </nav>
        <button type="button" className="pub-link" lang={other} onClick={() => prefs.set({ lang: other })}>
          {t('otherLanguage')}
        </button>
      </header>
      <main className="pub-main" id="main">
        {closed && (
          <p className="pub-trouble" role="alert">
            {t('closed')}
          </p>
        )}
        {children}
      </main>
    </>
  );
}

/** The one heading of a page: takes the focus after a change of page, so that a screen reader starts there. */
export function PageTitle({ name, lead, moved }: { name: Key; lead?: ReactNode; moved: boolean }) {
  const t = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const title = t(name);
  useEffect(() => {
    if (moved) heading.current?.focus();
  }, [moved]);
  useEffect(() => {
    document.title = `${title} · ${t('site')}`;
  }, [title, t]);
  return (
    <>
      <h1 ref={heading} tabIndex={-1} className="pub-title">
        {title}
      </h1>
      {lead !== undefined && <p className="pub-lead">{lead}</p>}
    </>
  );
}

export { PageLink };
