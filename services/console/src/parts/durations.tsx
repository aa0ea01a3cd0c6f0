import type { Duration } from '@suqiao/contracts';
import { useTexts } from '../i18n';

/** A length of time as a rule states it: 5 个工作日. */
export function DurationText({ duration: { unit, amount } }: { readonly duration: Duration }) {
  const { t } = useTexts();
  return <span className="numbers">{t(`duration.${unit}`, { amount })}</span>;
}
