import { createContext, use } from 'react';
import type { ThemeChoice } from './mode';

/** The choice of theme, for the switch in the header. */
export const ThemeChoiceContext = createContext<{ readonly choice: ThemeChoice; choose(choice: ThemeChoice): void }>({ choice: 'system', choose: () => undefined });

/** What is chosen, and how to choose something else. */
export function useThemeChoice() {
  return use(ThemeChoiceContext);
}
