import { useNavigate } from '@tanstack/react-router';
import { LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { prefs, usePrefs } from '../../lib/prefs.js';
import { useMe } from '../../lib/session.js';
import { Avatar } from '../../ui/avatar.js';
import { Menu } from '../../ui/menu.js';
import { useSignOut } from '../use-sign-out.js';

export function UserMenu() {
  const { t } = useTranslation('shell');
  const me = useMe();
  const { theme, lang } = usePrefs();
  const navigate = useNavigate();
  const signOut = useSignOut();
  if (me === null) return null;
  const themes = [
    { key: 'auto', icon: <Monitor size={14} /> },
    { key: 'dark', icon: <Moon size={14} /> },
    { key: 'light', icon: <Sun size={14} /> },
  ] as const;
  return (
    <Menu
      label={t('user.menu')}
      items={[
        { key: 'profile', label: t('user.profile'), icon: <UserRound size={14} />, onSelect: () => void navigate({ to: '/profile' }) },
        ...themes.map(({ key, icon }, i) => ({
          key,
          label: `${t('user.theme')}：${t(`theme.${key}`)}${key === theme ? ' ✓' : ''}`,
          icon,
          divided: i === 0,
          onSelect: () => prefs.set({ theme: key }),
        })),
        {
          key: 'lang',
          divided: true,
          label: lang === 'en' ? t('language.zh-CN') : t('language.en'),
          onSelect: () => prefs.set({ lang: lang === 'en' ? 'zh-CN' : 'en' }),
        },
        { key: 'out', divided: true, label: t('user.signOut'), icon: <LogOut size={14} />, onSelect: () => signOut.mutate() },
      ]}
    >
      <button type="button" className="user-button" aria-label={`${t('user.menu')}：${me.name}`}>
        <Avatar name={me.name} size={26} />
      </button>
    </Menu>
  );
}
