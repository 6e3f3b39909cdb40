import { Search, Siren } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { clockSeconds } from '../../lib/format.js';
import { usePrefs } from '../../lib/prefs.js';
import { ConnectionPill } from '../../ui/connection-pill.js';
import type { ConnectionState } from '../../ui/connection-pill.js';
import { Kbd } from '../../ui/kbd.js';
import { useNow } from '../../ui/time.js';
import { SoundSwitch } from './sound-switch.js';
import { BrandChip } from './brand-chip.js';
import './top-bar.css';
import { UserMenu } from './user-menu.js';

export interface TopBarProps {
  connection: ConnectionState;
  onPalette: () => void;
  /** Who else is here, the backlog: what the page in the middle wants to say. */
  aside?: ReactNode;
}

function Clock() {
  const { t } = useTranslation('shell');
  const now = useNow();
  const { zone } = usePrefs();
  return (
    <time className="top__clock" title={t('clock', { zone })}>
      {clockSeconds(now)}
    </time>
  );
}

export function TopBar({ connection, onPalette, aside }: TopBarProps) {
  const { t } = useTranslation(['shell', 'common']);
  return (
    <header className="top">
      <span className="top__logo">
        <Siren size={18} aria-hidden="true" />
      </span>
      <span className="top__name">{t('common:product')}</span>
      <button type="button" className="top__search" onClick={onPalette} aria-keyshortcuts="Control+K Meta+K">
        <Search size={14} aria-hidden="true" />
        <span className="clip">{t('search')}</span>
        <Kbd keys="$mod+k" />
      </button>
      <BrandChip />
      <div className="top__right">
        <ConnectionPill {...connection} />
        {aside}
        <SoundSwitch />
        <UserMenu />
        <Clock />
      </div>
    </header>
  );
}
