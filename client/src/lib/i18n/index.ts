import i18next from 'i18next';
import type { i18n, ResourceLanguage } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { prefs } from '../prefs.js';

/** Both entries share the set-up; each brings only its own words. */
export function startI18n(resources: Record<'zh-CN' | 'en', ResourceLanguage>): i18n {
  void i18next.use(initReactI18next).init({
    lng: prefs.get().lang,
    fallbackLng: 'zh-CN',
    defaultNS: 'common',
    resources,
    interpolation: { escapeValue: false },
    returnNull: false,
    initAsync: false,
  });
  const apply = (): void => {
    const { lang } = prefs.get();
    document.documentElement.lang = lang;
    if (i18next.language !== lang) void i18next.changeLanguage(lang);
  };
  apply();
  prefs.subscribe(apply);
  return i18next;
}
