import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { prefs } from '../../lib/prefs.js';
import { useMayUse } from '../../lib/session.js';
import { useCommands } from '../../ui/hotkeys/index.js';
import type { Command } from '../../ui/hotkeys/index.js';
import { toasts } from '../../ui/toasts.js';
import { useSignOut } from '../use-sign-out.js';
import { ADMIN_TABS } from './nav-items.js';

interface Actions {
  openPalette: () => void;
  openHelp: () => void;
}

function useGoCommands(): Command[] {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  const may = useMayUse();
  const admin = ADMIN_TABS.find((tab) => may(tab.permission));
  const go = (id: string, label: string, keys: string, to: '/overview' | '/incidents' | '/inbox' | '/search' | '/profile'): Command => ({
    id,
    label,
    keys,
    group: 'global',
    // The palette knows the page itself.
    palette: false,
    run: () => void navigate({ to }),
  });
  return [
    ...(may('incident:read')
      ? [go('go-overview', t('command.goOverview'), 'g o', '/overview'), go('go-war-room', t('command.goWarRoom'), 'g w', '/incidents')]
      : []),
    ...(may('complaint:read')
      ? [go('go-inbox', t('command.goInbox'), 'g i', '/inbox'), go('go-search', t('command.goSearch'), '/', '/search')]
      : []),
    go('profile', t('command.profile'), 'g m', '/profile'),
    ...(may('group:read')
      ? [
          {
            id: 'go-set-aside',
            label: t('command.goSetAside'),
            group: 'global' as const,
            run: () => void navigate({ to: '/admin/set-aside' }),
          },
        ]
      : []),
    ...(admin === undefined
      ? []
      : [
          {
            id: 'go-admin',
            label: t('command.goAdmin'),
            keys: 'g d',
            group: 'global' as const,
            palette: false,
            run: () => void navigate({ to: admin.to }),
          },
        ]),
  ];
}

/** What can be done anywhere: moving about, help, theme and language. */
export function useGlobalCommands({ openPalette, openHelp }: Actions): void {
  const { t } = useTranslation(['shell', 'common']);
  const go = useGoCommands();
  const signOut = useSignOut();
  const only = (id: string, label: string, run: () => void): Command => ({ id, label, group: 'global', run });
  useCommands([
    { id: 'palette', label: t('command.palette'), keys: '$mod+k', group: 'global', palette: false, run: openPalette },
    { id: 'help', label: t('command.help'), keys: 'Shift+?', group: 'global', run: openHelp },
    ...go,
    { id: 'undo', label: t('common:action.undo'), keys: 'z', group: 'list', palette: false, run: () => void toasts.undoNewest() },
    {
      id: 'new-complaint',
      label: t('newComplaint'),
      keys: 'Shift+C',
      group: 'global',
      run: () => void window.open('/c/new', '_blank', 'noopener'),
    },
    only('theme-dark', t('command.themeDark'), () => prefs.set({ theme: 'dark' })),
    only('theme-light', t('command.themeLight'), () => prefs.set({ theme: 'light' })),
    only('theme-auto', t('command.themeAuto'), () => prefs.set({ theme: 'auto' })),
    only('lang-zh', t('command.langZh'), () => prefs.set({ lang: 'zh-CN' })),
    only('lang-en', t('command.langEn'), () => prefs.set({ lang: 'en' })),
    only('full-screen', t('command.fullScreen'), () => void document.documentElement.requestFullscreen()),
    only('sign-out', t('command.signOut'), () => signOut.mutate()),
  ]);
}
