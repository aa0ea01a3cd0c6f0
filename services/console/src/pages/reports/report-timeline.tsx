import type { ReportTransitionType, ReportView } from '@suqiao/contracts';
import { useUnitNames } from '../../api/directory';
import { useTexts } from '../../i18n';
import { Course } from '../../parts/course';
import { Instant } from '../../parts/times';
import { Who } from '../../parts/who';

const colours: Readonly<Partial<Record<ReportTransitionType, string>>> = { sentBack: 'var(--yellow)', problemOverdue: 'var(--red)', frozen: 'var(--green)', concluded: 'var(--green)', abandoned: 'var(--red)', commented: 'var(--line-strong)' };

/** 全程 of a report, the latest on top. */
export function ReportTimeline({ timeline }: { readonly timeline: ReportView['timeline'] }) {
  const { t } = useTexts();
  const nameOfUnit = useUnitNames([...new Set(timeline.flatMap(({ by }) => (by.kind === 'person' && by.unitId !== null ? [by.unitId] : [])))]);
  return (
    <section className="panel" aria-labelledby="timeline-title">
      <h2 id="timeline-title">{t('reports.timeline')}</h2>
      <Course lines={timeline.map((line, at) => ({
        key: at, colour: colours[line.type] ?? 'var(--blue)',
        content: (
          <div className="step">
            <div className="step-head"><b>{t(`reports.transition.${line.type}`)}</b><Instant at={line.at} /></div>
            <div className="step-who"><Who by={line.by} nameOfUnit={nameOfUnit} /></div>
            {line.reason !== null && <div className="step-reason">{t('case.reason', { reason: line.reason })}</div>}
            {line.text !== null && <div className="step-reason written">{line.text}</div>}
          </div>
        ),
      })).toReversed()} />
    </section>
  );
}
