import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMayUse } from '../../lib/session.js';
import { Page } from '../../ui/page.js';
import { TabPanel, Tabs } from '../../ui/tabs.js';
import { ADMIN_TABS } from '../shell/nav-items.js';

export function AdminLayout() {
  const { t } = useTranslation(['shell', 'identity']);
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const may = useMayUse();
  const tabs = ADMIN_TABS.filter((tab) => may(tab.permission)).map(({ key }) => ({
    key,
    label: t(`identity:admin.tab.${key}`),
  }));
  const active = ADMIN_TABS.find((tab) => tab.to === path)?.key ?? 'users';
  return (
    <Page title={t('nav.admin')}>
      <Tabs
        label={t('nav.admin')}
        idBase="admin"
        tabs={tabs}
        active={active}
        onSelect={(key) => void navigate({ to: ADMIN_TABS.find((tab) => tab.key === key)?.to ?? '/admin/users' })}
      />
      <TabPanel idBase="admin" active={active}>
        <Outlet />
      </TabPanel>
    </Page>
  );
}
