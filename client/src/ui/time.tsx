import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countdown, dateTime, moment, spanOf } from '../lib/format.js';
import type { When } from '../lib/format.js';
import { usePrefs } from '../lib/prefs.js';
import { serverNow } from '../lib/server-clock.js';

/** The server's clock, one for all: components that show the same second tick together. */
export function useNow(everyMs = 1_000): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

export function useSpan(): (ms: number) => string {
  const { t } = useTranslation();
  return (ms) => {
    const { key, values } = spanOf(ms);
    return t(`duration.${key}`, values);
  };
}

/** Relative under an hour, the clock or the day beyond; the full time is in the tooltip. */
export function Time({ at, relative = false }: { at: string; relative?: boolean }) {
  const { t } = useTranslation();
  usePrefs();
  const now = useNow(relative ? 10_000 : 60_000);
  const span = useSpan();
  const age = now - Date.parse(at);
  const text =
    relative && age < 3_600_000 ? (age < 10_000 ? t('duration.justNow') : t('duration.ago', { span: span(age) })) : moment(at, now);
  return (
    <time dateTime={at} title={dateTime(at)}>
      {text}
    </time>
  );
}

/** Time left until a deadline; past it, counts on with a minus and turns red. */
export function Countdown({ until, warnMs = 3_600_000 }: { until: When; warnMs?: number }) {
  const now = useNow();
  const at = until instanceof Date ? until.getTime() : new Date(until).getTime();
  const left = at - now;
  return (
    <time dateTime={new Date(at).toISOString()} title={dateTime(at)} className={left < 0 ? 'tone-1' : left < warnMs ? 'tone-2' : undefined}>
      {countdown(left)}
    </time>
  );
}
