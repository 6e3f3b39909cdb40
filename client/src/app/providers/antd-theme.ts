import { theme as antd } from 'antd';
import type { ThemeConfig } from 'antd';
import type { Theme } from '../../lib/prefs.js';

const FONT = "'Inter Variable','PingFang SC','HarmonyOS Sans SC','MiSans','Microsoft YaHei','Noto Sans CJK SC',sans-serif";

/** antd derives shades from real colours, so the tokens it needs are repeated here as values. */
const COLOURS = {
  dark: {
    colorPrimary: '#2a66e0',
    colorInfo: '#5b9bff',
    colorLink: '#5b9bff',
    colorError: '#ff6b70',
    colorWarning: '#ffab5c',
    colorSuccess: '#43c795',
    colorBgBase: '#0a0d12',
    colorBgContainer: '#10151c',
    colorBgElevated: '#171e27',
    colorBorder: '#33404f',
    colorBorderSecondary: '#242e3a',
    colorText: '#e8edf4',
    colorTextSecondary: '#aab6c5',
    colorTextTertiary: '#8592a3',
    colorTextDisabled: '#8592a3',
    colorTextPlaceholder: '#8592a3',
  },
  light: {
    colorPrimary: '#1f5fd6',
    colorInfo: '#1f5fd6',
    colorLink: '#1f5fd6',
    colorError: '#b3202a',
    colorWarning: '#984a00',
    colorSuccess: '#14774f',
    colorBgBase: '#ffffff',
    colorBgContainer: '#ffffff',
    colorBgElevated: '#ffffff',
    colorBorder: '#8492a6',
    colorBorderSecondary: '#dde3ea',
    colorText: '#16202c',
    colorTextSecondary: '#44536a',
    colorTextTertiary: '#5d6b80',
    colorTextDisabled: '#5d6b80',
    colorTextPlaceholder: '#5d6b80',
  },
} satisfies Record<Theme, ThemeConfig['token']>;

export function antdTheme(theme: Theme, still: boolean): ThemeConfig {
  return {
    algorithm: theme === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      ...COLOURS[theme],
      fontFamily: FONT,
      fontSize: 13,
      // Dense by steps and heights: antd's compact algorithm sets its text in 10 px, below what Chinese can be read at.
      sizeStep: 3,
      fontSizeSM: 12,
      controlHeight: 30,
      controlHeightSM: 26,
      borderRadius: 6,
      motionDurationMid: '0.12s',
      // Our styles cut every transition: antd must not wait for the end of one.
      motion: !still,
    },
    components: { Tooltip: { colorBgSpotlight: theme === 'dark' ? '#1f2833' : '#16202c' } },
  };
}
