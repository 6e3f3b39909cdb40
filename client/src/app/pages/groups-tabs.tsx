import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ReclusterView, StudioView, ThemesView } from '../../features/groups/index.js';
import { Page } from '../../ui/page.js';
import { TabPanel, Tabs } from '../../ui/tabs.js';

const TABS = ['list', 'studio', 'recluster', 'themes'] as const;
type Tab = (typeof TABS)[number];
const PATHS = {
  list: '/groups',
  studio: '/groups/studio',
  recluster: '/groups/recluster',
  themes: '/groups/themes',
} as const satisfies Record<Tab, string>;

/** Groups as they are, what the engine would change about them, and what runs through several of them. */
export function GroupsTabs({ active, children }: { active: Tab; children: ReactNode }) {
  const { t } = useTranslation(['shell', 'groups']);
  const navigate = useNavigate();
  const tabs = TABS.map((key) => ({ key, label: t(`groups:tab.${key}`) }));
  return (
    <Page title={t('nav.groups')}>
      <Tabs label={t('nav.groups')} idBase="groups" tabs={tabs} active={active} onSelect={(key) => void navigate({ to: PATHS[key] })} />
      <TabPanel idBase="groups" active={active}>
        {children}
      </TabPanel>
    </Page>
  );
}

export function GroupStudioPage() {
  return (
    <GroupsTabs active="studio">
      <StudioView />
    </GroupsTabs>
  );
}

export function GroupReclusterPage() {
  return (
    <GroupsTabs active="recluster">
      <ReclusterView />
    </GroupsTabs>
  );
}

export function GroupThemesPage() {
  return (
    <GroupsTabs active="themes">
      <ThemesView />
    </GroupsTabs>
  );
}
