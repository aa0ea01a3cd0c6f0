import type { LateUnit } from '@suqiao/contracts';
import { useUnitNames } from '../../api/directory';
import { useTexts } from '../../i18n';
import { Instant } from '../../parts/times';

/** 超时记录: which units let a clock run out. It stays whatever happens later. */
export function LateRecord({ late }: { readonly late: readonly LateUnit[] }) {
  const { t } = useTexts();
  const nameOfUnit = useUnitNames([...new Set(late.map((entry) => entry.unitId))]);
  return (
    <section className="panel" aria-labelledby="late-title">
      <h2 id="late-title">{t('case.late')}</h2>
      {late.length === 0 && <p className="quiet">{t('case.noLate')}</p>}
      <ul className="late-record">
        {late.map((entry) => <li key={`${entry.unitId} ${entry.clock} ${entry.at}`}><b>{nameOfUnit(entry.unitId)}</b> <span className="late">{t(`case.lateClock.${entry.clock}`)}</span><br /><span className="quiet small">{t(`level.${entry.level}`)} · <Instant at={entry.at} /></span></li>)}
      </ul>
    </section>
  );
}
