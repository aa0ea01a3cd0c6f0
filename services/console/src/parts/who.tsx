import type { Actor } from '@suqiao/contracts';
import { useTexts } from '../i18n';

/** Who did something: a person with role and unit, a clock, or the system. */
export function Who({ by, nameOfUnit }: { readonly by: Actor; readonly nameOfUnit: (unitId: string) => string }) {
  const { t } = useTexts();
  if (by.kind !== 'person') return <span>{t(by.kind === 'system' ? 'case.system' : `case.${by.kind}`)}</span>;
  return <span>{by.name} <span className="quiet small">{t(`role.${by.role}`)}{by.unitId !== null && ` · ${nameOfUnit(by.unitId)}`}</span></span>;
}
