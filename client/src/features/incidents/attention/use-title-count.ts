import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttention } from './api.js';

const ICON = '/favicon.svg';
const ALARM_ICON = '/favicon-alarm.svg';

/** A tab in the background says how many incidents wait for a first look, and its icon whether one of them is an alarm. */
export function useTitleCount(): number {
  const { t, i18n } = useTranslation('common');
  const attention = useAttention();
  const alarms = attention?.alarms ?? [];
  const waiting = new Set([...alarms, ...(attention?.marks ?? []).filter(({ fresh }) => fresh)].map(({ id }) => id)).size;
  const alarming = alarms.length > 0;
  useEffect(() => {
    document.title = waiting > 0 ? `(${waiting}) ${t('product')}` : t('product');
    return () => {
      document.title = t('product');
    };
  }, [waiting, t, i18n.language]);
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    icon?.setAttribute('href', alarming ? ALARM_ICON : ICON);
    return () => icon?.setAttribute('href', ICON);
  }, [alarming]);
  return waiting;
}
