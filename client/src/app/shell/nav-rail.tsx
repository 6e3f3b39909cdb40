import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMayUse } from '../../lib/session.js';
import { CountBadge } from '../../ui/badge.js';
import { ADMIN_ICON, ADMIN_TABS, NAV } from './nav-items.js';
import './nav-rail.css';

export interface NavBadges {
  inbox?: number;
  warRoom?: number;
}

/** A rail on the left of a desk, a row of tabs at the bottom of a phone: the same links, placed by CSS. */
export function NavRail({ badges = {} }: { badges?: NavBadges }) {
  const { t } = useTranslation('shell');
  const may = useMayUse();
  const AdminIcon = ADMIN_ICON;
  const firstAdmin = ADMIN_TABS.find((tab) => may(tab.permission));
  return (
    <nav className="nav" aria-label={t('nav.label')}>
      {NAV.filter((item) => may(item.permission)).map(({ key, to, icon: Icon }) => (
        <Link key={key} to={to} className="nav__link" activeProps={{ className: 'nav__link nav__link--active' }}>
          <Icon size={17} aria-hidden="true" />
          <span>{t(`nav.${key}`)}</span>
          {(key === 'inbox' || key === 'warRoom') && (
            <span className="nav__badge">
              <CountBadge count={badges[key] ?? 0} />
            </span>
          )}
        </Link>
      ))}
      {firstAdmin !== undefined && (
        <Link to={firstAdmin.to} className="nav__link nav__link--last">
          <AdminIcon size={17} aria-hidden="true" />
          <span>{t('nav.admin')}</span>
        </Link>
      )}
    </nav>
  );
}
