import type { Light } from '@suqiao/contracts';
import { useTexts } from '../i18n';

/** 灯: colour, shape and word, so that nobody needs to tell the colours apart. */
export function LightMark({ light }: { readonly light: Light }) {
  const { t } = useTexts();
  return (
    <span className={`light light-${light}`}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">{shapes[light]}</svg>
      {t(`light.${light}`)}
    </span>
  );
}

const shapes = {
  green: <circle cx="6" cy="6" r="5" />,
  yellow: <path d="M6 .8 11.500 11H.5Z" />,
  red: <path d="M3.700.5h4.600L11.500 3.700v4.600L8.300 11.500H3.700L.5 8.300V3.700Z" />,
  off: <circle cx="6" cy="6" r="4" fill="none" strokeWidth="2" stroke="currentColor" />,
} as const satisfies Record<Light, React.ReactElement>;
