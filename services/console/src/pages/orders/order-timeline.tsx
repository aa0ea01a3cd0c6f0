import type { OrderTransition, OrderTransitionType } from '@suqiao/contracts';
import { useUnitNames } from '../../api/directory';
import { useTexts } from '../../i18n';
import { Course } from '../../parts/course';
import { Instant } from '../../parts/times';
import { Who } from '../../parts/who';

const colours: Readonly<Partial<Record<OrderTransitionType, string>>> = { overdue: 'var(--red)', feedbackReturned: 'var(--yellow)', feedbackGiven: 'var(--green)', closed: 'var(--line-strong)', revoked: 'var(--line-strong)' };

/** 督办全程: what happened to an order, when, by whom, why, and what was written; the latest on top. */
export function OrderTimeline({ timeline }: { readonly timeline: readonly OrderTransition[] }) {
  const { t } = useTexts();
  const nameOfUnit = useUnitNames([...new Set(timeline.flatMap(({ unitId, by }) => [unitId, by.kind === 'person' ? by.unitId : null]).filter((unitId) => unitId !== null))]);
  return (
    <section className="panel" aria-labelledby="timeline-title">
      <h2 id="timeline-title">{t('orders.timeline')}</h2>
      <Course lines={timeline.toReversed().map((line, index) => ({
        key: timeline.length - index, colour: colours[line.type] ?? 'var(--blue)',
        content: (
          <div className="step">
            <div className="step-head"><b>{t(`orderTransition.${line.type}`)}</b><Instant at={line.at} /></div>
            <Who by={line.by} nameOfUnit={nameOfUnit} />
            {line.unitId !== null && <div className="small">{t('case.toUnit', { unit: nameOfUnit(line.unitId) })}</div>}
            {line.reason !== null && <div className="step-reason">{t('case.reason', { reason: line.reason })}</div>}
            {line.text !== null && <div className="step-reason written">{line.text}</div>}
          </div>
        ),
      }))} />
    </section>
  );
}
