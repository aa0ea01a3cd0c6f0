import type { Actor, CaseView, TransitionType } from '@suqiao/contracts';
import { Timeline } from 'antd';
import { useUnitNames } from '../../api/directory';
import { stepsOf, type Step } from '../../format/steps';
import { useTexts } from '../../i18n';
import { Instant, SoFar, Took } from '../../parts/times';

const colours: Readonly<Partial<Record<TransitionType, string>>> = {
  acceptanceOverdue: 'var(--red)', overdue: 'var(--red)', dueSoon: 'var(--yellow)', escalated: 'var(--yellow)', returned: 'var(--yellow)', answered: 'var(--green)', closed: 'var(--line-strong)',
};

/** 办理全程: what happened, when, by whom, why, and how long each step took; the latest on top. */
export function CaseTimeline({ view }: { readonly view: CaseView }) {
  const { t } = useTexts();
  const mentioned = view.timeline.flatMap(({ fromUnitId, by }) => [fromUnitId, by.kind === 'person' ? by.unitId : null]).filter((unitId) => unitId !== null);
  const nameOfUnit = useUnitNames([...new Set(mentioned)]);
  // Lengths of finished steps do not depend on the time; the running one counts by itself.
  const steps = stepsOf(view.timeline, 0).toReversed();
  return (
    <section className="panel" aria-labelledby="timeline-title">
      <h2 id="timeline-title">{t('case.timeline')}</h2>
      <Timeline items={steps.map((step) => ({
        key: `${step.transition.at} ${step.transition.type}`,
        color: colours[step.transition.type] ?? 'var(--blue)',
        content: <TimelineStep step={step} nameOfUnit={nameOfUnit} />,
      }))} />
    </section>
  );
}

function TimelineStep({ step: { transition, tookInMs, running }, nameOfUnit }: { readonly step: Step; readonly nameOfUnit: (unitId: string) => string }) {
  const { t } = useTexts();
  return (
    <div className="step">
      <div className="step-head"><b>{t(`transition.${transition.type}`)}</b><Instant at={transition.at} /></div>
      <div className="step-who"><Who by={transition.by} nameOfUnit={nameOfUnit} /><span className="quiet small">{running ? <SoFar since={transition.at} /> : transition.type !== 'closed' && <Took durationInMs={tookInMs} />}</span></div>
      {transition.fromUnitId !== null && (transition.type === 'transferred' || transition.type === 'returned' || transition.type === 'escalated') && <div className="small">{t('case.from', { unit: nameOfUnit(transition.fromUnitId) })}</div>}
      {transition.reason !== null && <div className="step-reason">{t('case.reason', { reason: transition.reason })}</div>}
    </div>
  );
}

function Who({ by, nameOfUnit }: { readonly by: Actor; readonly nameOfUnit: (unitId: string) => string }) {
  const { t } = useTexts();
  if (by.kind !== 'person') return <span>{t(by.kind === 'clock' ? 'case.clock' : 'case.system')}</span>;
  return <span>{by.name} <span className="quiet small">{t(`role.${by.role}`)}{by.unitId !== null && ` · ${nameOfUnit(by.unitId)}`}</span></span>;
}
