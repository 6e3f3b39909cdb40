import type { Permission } from '@tocsin/shared/identity';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMayUse } from '../../lib/session.js';
import type { PaletteEntry } from '../../ui/palette/entry.js';
import { ADMIN_TABS, GROUP_TABS, NAV } from '../shell/nav-items.js';

/** Also whoever reads the console in Chinese may know a page by its address. */
const wordsOf = (path: string): string[] => path.split('/').filter((word) => word !== '');

/** Every page that the person may see. */
export function usePageEntries(): readonly PaletteEntry[] {
  const { t } = useTranslation(['shell', 'identity', 'groups']);
  const navigate = useNavigate();
  const may = useMayUse();
  const page = (to: Parameters<typeof navigate>[0]['to'] & string, label: string, more: Partial<PaletteEntry> = {}): PaletteEntry => ({
    id: `page-${to}`,
    kind: 'page',
    label,
    keywords: wordsOf(to),
    run: () => void navigate({ to }),
    ...more,
  });
  const seen = <T extends { permission: Permission }>(list: readonly T[]): T[] => list.filter(({ permission }) => may(permission));
  return [
    ...seen(NAV).map(({ key, to, hotkey }) => page(to, t(`nav.${key}`), { keys: hotkey })),
    ...seen(GROUP_TABS).map(({ key, to }) => page(to, t(`groups:tab.${key}`), { hint: t('nav.groups') })),
    page('/profile', t('command.profile'), { keys: 'g m' }),
    ...seen(ADMIN_TABS).map(({ key, to }) => page(to, t(`identity:admin.tab.${key}`), { hint: t('nav.admin') })),
  ];
}
