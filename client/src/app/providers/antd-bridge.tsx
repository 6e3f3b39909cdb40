import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePrefs } from '../../lib/prefs.js';
import { useMedia } from '../../lib/use-media.js';
import { useTheme } from '../../lib/theme.js';
import { antdTheme } from './antd-theme.js';

const HOME = 'popups';

/** A popup opened inside a modal dialog must live in that dialog, or the browser lays it under the top layer and makes it inert. */
const popupHome = (trigger?: HTMLElement): HTMLElement => trigger?.closest('dialog') ?? document.getElementById(HOME) ?? document.body;

export function AntdBridge({ children }: { children: ReactNode }) {
  const { t } = useTranslation('shell');
  const theme = useTheme();
  const { lang } = usePrefs();
  const still = useMedia('(prefers-reduced-motion: reduce)');
  const config = useMemo(() => antdTheme(theme, still), [theme, still]);
  useEffect(() => void dayjs.locale(lang === 'en' ? 'en' : 'zh-cn'), [lang]);
  return (
    <ConfigProvider theme={config} locale={lang === 'en' ? enUS : zhCN} button={{ autoInsertSpace: false }} getPopupContainer={popupHome}>
      <App component={false}>{children}</App>
      {/* A landmark of their own: what floats must not be content outside every region. */}
      <section id={HOME} aria-label={t('popups')} />
    </ConfigProvider>
  );
}
