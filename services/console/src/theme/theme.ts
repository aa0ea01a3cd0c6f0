import { theme, type ThemeConfig } from 'antd';
import { useMemo } from 'react';
import { useThemeMode } from './mode';

const font = '"PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", system-ui, -apple-system, "Segoe UI", sans-serif';

/** The component library's tokens; the same colours stand as variables in styles/tokens.css. All texts reach 4.5 : 1. */
function tokensOf(dark: boolean): ThemeConfig {
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      fontFamily: font,
      borderRadius: 8,
      controlHeight: 38,
      colorPrimary: dark ? '#6ea8f0' : '#14508f',
      colorLink: dark ? '#8dbbf5' : '#14508f',
      colorError: dark ? '#f0837b' : '#b3261e',
      colorBgBase: dark ? '#111a26' : '#ffffff',
      colorTextBase: dark ? '#e6edf5' : '#16202c',
      colorTextPlaceholder: dark ? '#93a1b3' : '#5f6b7a',
      colorTextDescription: dark ? '#a8b5c5' : '#4d5a6b',
      colorTextDisabled: dark ? '#8290a2' : '#687586',
      ...(dark && { colorBgElevated: '#182433', colorBgContainer: '#131d2a', colorBorder: '#3b4d64', colorBorderSecondary: '#27364a' }),
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.18s',
    },
    components: { Button: { primaryColor: dark ? '#0b1a2e' : '#ffffff' } },
  };
}

/** The theme in use, the reader's choice and how to change it. */
export function useTheme() {
  const { choice, choose, dark } = useThemeMode();
  const config = useMemo(() => tokensOf(dark), [dark]);
  return { choice, choose, config };
}
