import { useTranslation } from 'react-i18next';
import { firstCharacters } from '@tocsin/shared/kernel';
import './avatar.css';

const HUES = [262, 24, 152, 205, 330, 48, 285, 180] as const;

/** One colour per name, the same on every screen. */
export function hueOf(name: string): number {
  let sum = 0;
  for (const char of name) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973;
  return HUES[sum % HUES.length] ?? 205;
}

export function Avatar({ name, size = 22, title = name }: { name: string; size?: number; title?: string }) {
  const initial = firstCharacters(name.trim(), 1) || '?';
  return (
    <span
      className="avatar"
      style={{ width: size, height: size, fontSize: Math.max(11, size * 0.5), background: `hsl(${hueOf(name)} 45% 38%)` }}
      title={title}
      aria-hidden="true"
    >
      {initial.toUpperCase()}
    </span>
  );
}

/** `places`: where each of them is, if known. */
export function People({ names, places = [], max = 5 }: { names: readonly string[]; places?: readonly (string | null)[]; max?: number }) {
  const { t, i18n } = useTranslation('ui');
  if (names.length === 0) return null;
  const rest = names.length - max;
  const whole = names.map((name, i) => (places[i] ? `${name} · ${places[i]}` : name));
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(whole);
  return (
    <span className="people" role="img" aria-label={t('people.label', { names: list })}>
      {names.slice(0, max).map((name, i) => (
        <Avatar key={name} name={name} title={whole[i] ?? name} />
      ))}
      {rest > 0 && (
        <span className="avatar avatar--more" title={t('people.more', { count: rest })}>
          +{rest}
        </span>
      )}
    </span>
  );
}
