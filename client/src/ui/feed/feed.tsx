import { Pause, Play } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode, UIEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../button.js';
import { useCommands } from '../hotkeys/index.js';
import { freeze } from './feed-buffer.js';
import './feed.css';

export interface FeedProps<T> {
  label: string;
  /** Newest first. */
  items: readonly T[];
  idOf: (item: T) => string;
  render: (item: T) => ReactNode;
  /** For a wall nobody touches: new items come in by themselves unless someone is reading. */
  follow?: boolean;
  empty?: ReactNode;
}

const ANNOUNCE_MS = 10_000;
const TOP_PX = 4;

/** One summary in ten seconds at most: a screen reader must not read every complaint of a crisis. */
function useAnnouncement(waiting: number): string {
  const { t } = useTranslation('ui');
  const [text, setText] = useState('');
  const newest = useRef(waiting);
  useEffect(() => {
    newest.current = waiting;
  }, [waiting]);
  useEffect(() => {
    const timer = setInterval(() => setText(newest.current > 0 ? t('feed.announce', { count: newest.current }) : ''), ANNOUNCE_MS);
    return () => clearInterval(timer);
  }, [t]);
  return text;
}

/** Newest first, and never moves under the reader: new items wait behind a bar until asked for. */
export function Feed<T>({ label, items, idOf, render, follow = false, empty }: FeedProps<T>) {
  const { t } = useTranslation('ui');
  const [reading, setReading] = useState({ scrolled: false, pointer: false, focus: false });
  const held = !follow || reading.scrolled || reading.pointer || reading.focus;
  const newestId = items[0] === undefined ? null : idOf(items[0]);
  const [topId, setTopId] = useState<string | null>(newestId);
  if (topId !== newestId && (!held || topId === null)) setTopId(newestId);
  const shownBefore = useRef<readonly T[]>([]);
  const { shown, waiting } = freeze(items, idOf, topId, shownBefore.current);
  useEffect(() => {
    shownBefore.current = shown;
  }, [shown]);
  const scroller = useRef<HTMLDivElement>(null);
  const announcement = useAnnouncement(waiting);
  const toNewest = (): void => {
    setTopId(newestId);
    scroller.current?.scrollTo({ top: 0 });
  };
  useCommands(
    [
      {
        id: `feed-newest-${label}`,
        label: t('feed.newItems', { count: waiting }),
        group: 'global',
        keys: '.',
        palette: false,
        run: toNewest,
      },
    ],
    { enabled: waiting > 0 },
  );
  const onScroll = (event: UIEvent<HTMLDivElement>): void => {
    const scrolled = event.currentTarget.scrollTop > TOP_PX;
    if (scrolled !== reading.scrolled) setReading((now) => ({ ...now, scrolled }));
  };
  return (
    <div
      className="feed"
      onPointerEnter={() => setReading((now) => ({ ...now, pointer: true }))}
      onPointerLeave={() => setReading((now) => ({ ...now, pointer: false }))}
    >
      {waiting > 0 && (
        <button type="button" className="feed__bar" onClick={toNewest}>
          {t('feed.newItems', { count: waiting })}
        </button>
      )}
      <div
        ref={scroller}
        className="feed__scroller"
        role="log"
        aria-live="off"
        aria-label={label}
        tabIndex={0}
        onScroll={onScroll}
        onFocus={(event) => event.target !== event.currentTarget && setReading((now) => ({ ...now, focus: true }))}
        onBlur={() => setReading((now) => ({ ...now, focus: false }))}
      >
        {shown.length === 0 ? (
          empty
        ) : (
          <ul>
            {shown.map((item) => (
              <li key={idOf(item)} className="feed__item">
                {render(item)}
              </li>
            ))}
          </ul>
        )}
      </div>
      <span className="sr-only" role="status">
        {announcement}
      </span>
    </div>
  );
}

export function LiveToggle({ paused, onChange }: { paused: boolean; onChange: (paused: boolean) => void }) {
  const { t } = useTranslation('ui');
  const label = paused ? t('feed.resume') : t('feed.pause');
  return (
    <Button
      variant="ghost"
      size="sm"
      icon={paused ? <Play size={13} aria-hidden="true" /> : <Pause size={13} aria-hidden="true" />}
      aria-label={label}
      aria-pressed={paused}
      title={`${paused ? t('feed.paused') : t('feed.live')} · ${label}`}
      onClick={() => onChange(!paused)}
    />
  );
}
