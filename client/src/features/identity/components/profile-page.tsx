import { DEFAULT_TIME_ZONE } from '@tocsin/shared/kernel';
import { useTranslation } from 'react-i18next';
import { prefs, usePrefs } from '../../../lib/prefs.js';
import { useMe } from '../../../lib/session.js';
import { Badge } from '../../../ui/badge.js';
import { Checkbox, SelectField } from '../../../ui/field.js';
import { Page } from '../../../ui/page.js';
import { Panel } from '../../../ui/panel.js';
import { SegmentedControl } from '../../../ui/segmented-control.js';
import { PasswordForm } from './password-form.js';
import './profile.css';
import { SessionList } from './session-list.js';
import { TotpPanel } from './totp-panel.js';

/** The default first, then whatever this browser knows. */
const zones = (current: string): string[] => [...new Set([DEFAULT_TIME_ZONE, current, ...Intl.supportedValuesOf('timeZone')])];

function DisplayPanel() {
  const { t } = useTranslation(['identity', 'shell']);
  const { theme, lang, hotkeys, zone } = usePrefs();
  return (
    <Panel title={t('profile.display')}>
      <div className="profile__row">
        <span>{t('profile.theme')}</span>
        <SegmentedControl
          label={t('profile.theme')}
          value={theme}
          onChange={(value) => prefs.set({ theme: value })}
          options={(['auto', 'dark', 'light'] as const).map((value) => ({ value, label: t(`shell:theme.${value}`) }))}
        />
      </div>
      <div className="profile__row">
        <span>{t('profile.language')}</span>
        <SegmentedControl
          label={t('profile.language')}
          value={lang}
          onChange={(value) => prefs.set({ lang: value })}
          options={(['zh-CN', 'en'] as const).map((value) => ({ value, label: <span lang={value}>{t(`shell:language.${value}`)}</span> }))}
        />
      </div>
      <SelectField
        label={t('profile.zone')}
        hint={t('profile.zoneHint')}
        value={zone}
        options={zones(zone).map((value) => ({ value, label: value }))}
        onChange={({ target }) => prefs.set({ zone: target.value })}
      />
      <Checkbox
        label={t('profile.hotkeys')}
        hint={t('profile.hotkeysHint')}
        checked={hotkeys}
        onChange={(event) => prefs.set({ hotkeys: event.target.checked })}
      />
    </Panel>
  );
}

export function ProfilePage() {
  const { t } = useTranslation(['identity', 'domain']);
  const me = useMe();
  if (me === null) return null;
  return (
    <Page title={t('profile.title')} meta={`${me.name} · ${me.email}`}>
      <div className="profile">
        <Panel title={t('profile.account')}>
          <div className="profile__row">
            <span>{t('profile.roles')}</span>
            <span className="profile__chips">
              {me.roles.map((role) => (
                <Badge key={role}>{t(`domain:role.${role}`)}</Badge>
              ))}
            </span>
          </div>
          <div className="profile__row">
            <span>{t('profile.brands')}</span>
            <span>{me.brands === null ? t('profile.allBrands') : me.brands.join('、')}</span>
          </div>
        </Panel>
        <DisplayPanel />
        <TotpPanel enabled={me.totp} />
        <PasswordForm email={me.email} />
        <SessionList />
      </div>
    </Page>
  );
}
