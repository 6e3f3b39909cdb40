import { useCallback } from 'react';
import { domain as domainEn } from '../lib/i18n/en/domain.js';
import { problems as problemsEn } from '../lib/i18n/en/problems.js';
import { publicPages as pagesEn } from '../lib/i18n/en/publicPages.js';
import { domain as domainZh } from '../lib/i18n/zh-CN/domain.js';
import { problems as problemsZh } from '../lib/i18n/zh-CN/problems.js';
import { publicPages as pagesZh } from '../lib/i18n/zh-CN/publicPages.js';
import { usePrefs } from '../lib/prefs.js';
import type { Lang } from '../lib/prefs.js';

type Leaves<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Leaves<T[K]>}`;
}[keyof T & string];
export type Key = Leaves<typeof pagesZh> | `domain:${Leaves<typeof domainZh>}` | `problems:${Leaves<typeof problemsZh>}`;
export type Words = (key: Key, values?: Readonly<Record<string, string | number>>) => string;

const BOOKS: Record<Lang, Record<string, unknown>> = {
  'zh-CN': { pages: pagesZh, domain: domainZh, problems: problemsZh },
  en: { pages: pagesEn, domain: domainEn, problems: problemsEn },
};

/** The dictionaries of the console without its i18n library: this page must be light, and has neither plurals nor namespaces to load. */
export function translate(lang: Lang, key: Key, values: Readonly<Record<string, string | number>> = {}): string {
  const at = key.indexOf(':');
  const [book, path] = at < 0 ? ['pages', key] : [key.slice(0, at), key.slice(at + 1)];
  let found: unknown = BOOKS[lang][book];
  for (const part of path.split('.')) found = (found as Record<string, unknown> | undefined)?.[part];
  if (typeof found !== 'string') return key;
  return found.replace(/\{\{(\w+)\}\}/g, (hole, name: string) => String(values[name] ?? hole));
}

export function useWords(): Words {
  const { lang } = usePrefs();
  return useCallback((key, values) => translate(lang, key, values), [lang]);
}
