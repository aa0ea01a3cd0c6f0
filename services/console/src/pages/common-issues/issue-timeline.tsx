import { levelSchema, type IssueTransitionType, type IssueView } from '@suqiao/contracts';
import { useUnitNames } from '../../api/directory';
import { useTexts } from '../../i18n';
import { Course } from '../../parts/course';
import { Instant } from '../../parts/times';
import { Who } from '../../parts/who';

const colours: Readonly<Partial<Record<IssueTransitionType, string>>> = { overdue: 'var(--red)', escalated: 'var(--yellow)', studiedAgain: 'var(--yellow)', reopened: 'var(--yellow)', measureAdopted: 'var(--green)', closed: 'var(--green)', commented: 'var(--line-strong)' };

/** 全程 of an issue, the latest on top. */
export function IssueTimeline({ timeline }: { readonly timeline: IssueView['timeline'] }) {
  const { t } = useTexts();
  const nameOfUnit = useUnitNames([...new Set(timeline.flatMap(({ by }) => (by.kind === 'person' && by.unitId !== null ? [by.unitId] : [])))]);
  const textOf = (type: IssueTransitionType, text: string) => {
    const level = type === 'escalated' ? levelSchema.safeParse(text) : null;
    return level?.success === true ? t('issues.told', { level: t(`level.${level.data}`) }) : text;
  };
  return (
    <section className="panel" aria-labelledby="timeline-title">
      <h2 id="timeline-title">{t('issues.timeline')}</h2>
      <Course lines={timeline.map((line, at) => ({
        key: at, colour: colours[line.type] ?? 'var(--blue)',
        content: (
          <div className="step">
            <div className="step-head"><b>{t(`issues.transition.${line.type}`)}</b><Instant at={line.at} /></div>
            <div className="step-who"><Who by={line.by} nameOfUnit={nameOfUnit} /></div>
            {line.reason !== null && <div className="step-reason">{t('case.reason', { reason: line.reason })}</div>}
            {line.text !== null && <div className="step-reason written">{textOf(line.type, line.text)}</div>}
          </div>
        ),
      })).toReversed()} />
    </section>
  );
}
