import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReadOnlyCause } from '@tocsin/shared/kernel';
import type { Colleague } from '@tocsin/shared/identity';
import type { StreamId } from '@tocsin/shared/live';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AlarmBanner, useTitleCount } from '../../features/incidents/index.js';
import { LiveProvider, useConnection, useStream } from '../../live/index.js';
import { BREAKPOINT, useMedia } from '../../lib/use-media.js';
import { watchPresence } from '../../lib/presence.js';
import { readOnly } from '../../lib/read-only.js';
import { serverStatusQuery } from '../../lib/server-status.js';
import { meQuery, useCan, useMe } from '../../lib/session.js';
import { HotkeySheet, startHotkeys, useActiveCommands } from '../../ui/hotkeys/index.js';
import { preloadChart } from '../../ui/chart/index.js';
import { preloadMap } from '../../ui/map/index.js';
import { ReadOnlyBanner } from '../../ui/read-only-banner.js';
import { ToastRegion } from '../../ui/toast-region.js';
import { cx } from '../../ui/classes.js';
import { ErrorBoundary } from '../error-boundary.js';
import { ConsolePalette } from '../palette/console-palette.js';
import { PersonCard } from '../palette/person-card.js';
import { IncidentListSlot } from '../slots/incident-list-slot.js';
import { TopBarSlot } from '../slots/top-bar-slot.js';
import { PrintNote } from './print-note.js';
import { NavRail } from './nav-rail.js';
import './shell.css';
import { TopBar } from './top-bar.js';
import { useGlobalCommands } from './use-global-commands.js';

const PRELOAD_MS = 1_500;
const OWN_STREAM = 'me' as StreamId;

/** The address says what is open beside the navigation: the incident list belongs to the war room. */
function usePlace(): { list: boolean; room: boolean; path: string } {
  const path = useRouterState({ select: (state) => state.location.pathname });
  return { list: path.startsWith('/incidents'), room: /^\/incidents\/./.test(path), path };
}

/** On a narrow screen the list is the page. */
function NarrowList() {
  const { t } = useTranslation('shell');
  return (
    <>
      <h1 className="sr-only">{t('rail.label')}</h1>
      <IncidentListSlot />
    </>
  );
}

/** Rights taken or given while the page is open: what the person may see follows at once, and nothing is left of an ended session. */
function useOwnAccess(ended: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (ended) void client.invalidateQueries({ queryKey: meQuery.queryKey });
  }, [ended, client]);
  useStream(OWN_STREAM, {
    onEvent: (event) => {
      if (event.type === 'access.changed') void client.invalidateQueries();
    },
  });
}

/** Whoever works here stays signed in, also through hours of writing that ask the server nothing. */
function usePresence(): void {
  const client = useQueryClient();
  useEffect(() => watchPresence(() => void client.fetchQuery({ ...meQuery, staleTime: 0 }).catch(() => undefined)), [client]);
}

/** A page that has lost its server says «read-only», and means it; so does one whose server takes nothing. Answers what the server says. */
function useWriteGate(offline: boolean): ReadOnlyCause | null {
  const status = useQuery(serverStatusQuery);
  const { refetch } = status;
  const cause = status.data?.readOnly ?? null;
  const reason = offline ? 'offline' : cause === null ? null : 'server';
  useEffect(() => {
    readOnly.set(reason);
    return () => readOnly.set(null);
  }, [reason]);
  // Only a start of the server changes it, and that cuts every connection.
  useEffect(() => {
    if (!offline) void refetch();
  }, [offline, refetch]);
  return cause;
}

/** After the first paint, what the next screens need: a server that goes away then leaves no hole in them. */
function usePreload(): void {
  useEffect(() => {
    const timer = setTimeout(() => void Promise.all([preloadMap(), preloadChart()]), PRELOAD_MS);
    return () => clearTimeout(timer);
  }, []);
}

function Frame() {
  const { t } = useTranslation('shell');
  const [overlay, setOverlay] = useState<'palette' | 'help' | null>(null);
  const commands = useActiveCommands();
  const [person, setPerson] = useState<Colleague | null>(null);
  const connection = useConnection();
  useOwnAccess(connection.problem?.code === 'auth/required');
  const cause = useWriteGate(connection.state === 'offline');
  const place = usePlace();
  const narrow = useMedia(BREAKPOINT.column);
  const main = useRef<HTMLElement>(null);
  const mayRead = useCan('incident:read');
  const waiting = useTitleCount();
  usePreload();
  usePresence();
  useEffect(startHotkeys, []);
  useGlobalCommands({ openPalette: () => setOverlay('palette'), openHelp: () => setOverlay('help') });
  return (
    <div className={cx('shell', place.list && 'shell--list', place.room && 'shell--room')}>
      <a href="#main" className="shell__skip">
        {t('skip')}
      </a>
      <TopBar connection={connection} onPalette={() => setOverlay('palette')} aside={<TopBarSlot />} />
      <div className="shell__notices">
        {cause !== null && <ReadOnlyBanner cause={cause} />}
        {mayRead && <AlarmBanner />}
      </div>
      <NavRail badges={{ warRoom: waiting }} />
      {place.list && !narrow && (
        <aside className="shell__list" aria-label={t('rail.label')}>
          <ErrorBoundary>
            <IncidentListSlot />
          </ErrorBoundary>
        </aside>
      )}
      <PrintNote />
      <main ref={main} id="main" className="shell__main" tabIndex={-1}>
        <ErrorBoundary key={place.path}>{place.list && narrow && !place.room ? <NarrowList /> : <Outlet />}</ErrorBoundary>
      </main>
      {overlay === 'palette' && <ConsolePalette commands={commands} onPerson={setPerson} onClose={() => setOverlay(null)} />}
      {person !== null && <PersonCard person={person} onClose={() => setPerson(null)} />}
      {overlay === 'help' && <HotkeySheet commands={commands} onClose={() => setOverlay(null)} />}
      <ToastRegion />
    </div>
  );
}

/** Another person, another connection: the key makes the first one end. */
export function Shell() {
  const me = useMe();
  return (
    <LiveProvider key={me?.id ?? ''}>
      <Frame />
    </LiveProvider>
  );
}
