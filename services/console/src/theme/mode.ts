import { useEffect, useState, useSyncExternalStore } from 'react';

/** What the reader chose; `system` follows the machine. */
export const themeChoices = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

const storageKey = 'suqiao.theme';
const darkQuery = matchMedia('(prefers-color-scheme: dark)');

function subscribe(listener: () => void): () => void {
  darkQuery.addEventListener('change', listener);
  return () => { darkQuery.removeEventListener('change', listener); };
}

function storedChoice(): ThemeChoice {
  return themeChoices.find((choice) => choice === localStorage.getItem(storageKey)) ?? 'system';
}

/** Light or dark, the reader's choice and how to change it; without the component library, which public pages do not load. */
export function useThemeMode() {
  const systemIsDark = useSyncExternalStore(subscribe, () => darkQuery.matches);
  const [choice, setChoice] = useState(storedChoice);
  const dark = choice === 'dark' || (choice === 'system' && systemIsDark);
  useEffect(() => {
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  }, [dark]);
  const choose = (next: ThemeChoice) => {
    localStorage.setItem(storageKey, next);
    setChoice(next);
  };
  return { choice, choose, dark };
}
