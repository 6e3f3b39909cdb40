import { useEffect, useState } from 'react';
import { prefs, usePrefs } from '../lib/prefs.js';
import { DonePage } from './done-page.js';
import { NewPage } from './form/new-page.js';
import { replace, usePath } from './path.js';
import { Shell } from './shell.js';
import { TrackPage } from './track/track-page.js';
import { useClosed } from './use-closed.js';
import './public.css';
import './public-pages.css';
import './track/track.css';

export function PublicApp() {
  const path = usePath();
  const { lang } = usePrefs();
  const [entered] = useState(path);
  const closed = useClosed();
  const known = path === '/c/new' || path === '/c/done' || path === '/c/track';
  useEffect(() => {
    if (!known) replace('/c/new');
  }, [known]);
  useEffect(() => {
    document.documentElement.lang = prefs.get().lang;
  }, [lang]);
  const moved = path !== entered;
  return (
    <Shell closed={closed}>
      {path === '/c/done' ? (
        <DonePage moved={moved} />
      ) : path === '/c/track' ? (
        <TrackPage moved={moved} closed={closed} />
      ) : (
        <NewPage moved={moved} closed={closed} />
      )}
    </Shell>
  );
}
