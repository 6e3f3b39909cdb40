import { DEFAULT_TIME_ZONE } from '@tocsin/shared/kernel';
import { useSyncExternalStore } from 'react';
import { isZone } from './zone-time.js';

export type ThemePref = 'auto' | 'dark' | 'light';
export type Theme = 'dark' | 'light';
export type Lang = 'zh-CN' | 'en';
export type Density = 'dense' | 'cosy';
export const SOUND_PREFS = ['danger', 'all', 'off'] as const;
export type SoundPref = (typeof SOUND_PREFS)[number];

export interface Prefs {
  theme: ThemePref;
  lang: Lang;
  /** Single-key shortcuts must be possible to switch off (WCAG 2.1.4). */
  hotkeys: boolean;
  density: Density;
  /** A sound for danger alone, for every new incident and rise of a level too, or none. */
  sound: SoundPref;
  /** In which times are shown and typed. */
  zone: string;
}

const KEY = 'tocsin.prefs';
const THEMES: readonly string[] = ['auto', 'dark', 'light'];
const DEFAULTS: Prefs = { theme: 'auto', lang: 'zh-CN', hotkeys: true, density: 'dense', sound: 'danger', zone: DEFAULT_TIME_ZONE };

function parse(raw: string | null): Prefs {
  if (raw === null) return { ...DEFAULTS, lang: browserLang() };
  try {
    const saved = JSON.parse(raw) as Partial<Prefs>;
    return {
      theme: THEMES.includes(saved.theme ?? '') ? (saved.theme as ThemePref) : DEFAULTS.theme,
      lang: saved.lang === 'en' ? 'en' : 'zh-CN',
      hotkeys: saved.hotkeys !== false,
      density: saved.density === 'cosy' ? 'cosy' : 'dense',
      sound: soundOf(saved.sound),
      zone: isZone(saved.zone ?? '') ? (saved.zone as string) : DEFAULTS.zone,
    };
  } catch {
    return DEFAULTS;
  }
}

/** Once a switch that was off unless somebody turned it on; off was never a choice then. */
function soundOf(saved: unknown): SoundPref {
  return saved === true ? 'all' : (SOUND_PREFS.find((one) => one === saved) ?? DEFAULTS.sound);
}

function browserLang(): Lang {
  return /^zh\b/i.test(navigator.language) ? 'zh-CN' : 'en';
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

let current = parse(stored());
const listeners = new Set<() => void>();

export const prefs = {
  get: (): Prefs => current,
  set(change: Partial<Prefs>): void {
    current = { ...current, ...change };
    try {
      localStorage.setItem(KEY, JSON.stringify(current));
    } catch {
      // Private windows refuse storage; the choice then lasts for this page only.
    }
    for (const tell of listeners) tell();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export function usePrefs(): Prefs {
  return useSyncExternalStore(prefs.subscribe, prefs.get);
}
