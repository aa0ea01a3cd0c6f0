import { satisfactionSchema, type CaseView, type Transition, type TransitionType } from '@suqiao/contracts';
import { useUnitNames } from '../../api/directory';
import { endings, stepsOf, type Step } from '../../format/steps';
import { useTexts } from '../../i18n';
import { Course } from '../../parts/course';
import { Instant, SoFar, Took } from '../../parts/times';
import { Who } from '../../parts/who';

const [red, yellow, green, quiet] = ['var(--red)', 'var(--yellow)', 'var(--green)', 'var(--line-strong)'];
const colours: Readonly<Partial<Record<TransitionType, string>>> = {
  acceptanceOverdue: red, replyOverdue: red, overdue: red, jointOverdue: red, redoStarted: red, sentBack: yellow, dueSoon: yellow, escalated: yellow, returned: yellow, suspended: yellow, requestRefused: yellow,
  answered: green, answerPassed: green, extended: green, closed: quiet, withdrawn: quiet, merged: quiet, commented: quiet,
};

/** 办理全程: what happened, when, by whom, why, and how long each step took; the latest on top. */
export function CaseTimeline({ view }: { readonly view: CaseView }) {
  const { t } = useTexts();
  const mentioned = view.timeline.flatMap(({ fromUnitId, toUnitId, by }) => [fromUnitId, toUnitId, by.kind === 'person' ? by.unitId : null]).filter((unitId) => unitId !== null);
  const nameOfUnit = useUnitNames([...new Set(mentioned)]);
  // Lengths of finished steps do not depend on the time; the running one counts by itself.
  const steps = stepsOf(view.timeline, 0, view.state === 'closed').toReversed();
  return (
    <section className="panel" aria-labelledby="timeline-title">
      <h2 id="timeline-title">{t('case.timeline')}</h2>
      <Course lines={steps.map((step, index) => ({
        key: steps.length - index,
        colour: colours[step.transition.type] ?? 'var(--blue)',
        content: <TimelineStep step={step} nameOfUnit={nameOfUnit} />,
      }))} />
    </section>
  );
}

type NameOfUnit = (unitId: string) => string;

function TimelineStep({ step: { transition, tookInMs, running }, nameOfUnit }: { readonly step: Step; readonly nameOfUnit: NameOfUnit }) {
  const { t } = useTexts();
  return (
    <div className="step">
      <div className="step-head"><b>{t(`transition.${transition.type}`)}</b><Instant at={transition.at} /></div>
      <div className="step-who"><Who by={transition.by} nameOfUnit={nameOfUnit} /><span className="quiet small">{running ? <SoFar since={transition.at} /> : !endings.has(transition.type) && tookInMs > 0 && <Took durationInMs={tookInMs} />}</span></div>
      <UnitPath transition={transition} nameOfUnit={nameOfUnit} />
      {transition.reason !== null && <div className="step-reason">{t('case.reason', { reason: transition.reason })}</div>}
      <Written transition={transition} />
    </div>
  );
}

/** What was written; a follow-up call wrote down what the appellant said, by its word in the vocabulary. */
function Written({ transition: { type, text } }: { readonly transition: Transition }) {
  const { t } = useTexts();
  if (text === null) return null;
  const said = satisfactionSchema.safeParse(text);
  if ((type === 'followedUp' || type === 'redoStarted') && said.success) return <div className="small">{t('case.satisfaction')}{t('case.colon')}<b>{t(`satisfaction.${said.data}`)}</b></div>;
  return <div className="step-reason written">{text}</div>;
}

/** From which unit to which, where the case or a part of it changed hands. */
function UnitPath({ transition: { type, fromUnitId, toUnitId }, nameOfUnit }: { readonly transition: Transition; readonly nameOfUnit: NameOfUnit }) {
  const { t } = useTexts();
  if (toUnitId !== null && fromUnitId !== null && toUnitId !== fromUnitId) return <div className="small">{t('case.path', { from: nameOfUnit(fromUnitId), to: nameOfUnit(toUnitId) })}</div>;
  if (toUnitId !== null) return <div className="small">{t('case.toUnit', { unit: nameOfUnit(toUnitId) })}</div>;
  if (fromUnitId !== null && (type === 'transferred' || type === 'returned' || type === 'escalated')) return <div className="small">{t('case.fromUnit', { unit: nameOfUnit(fromUnitId) })}</div>;
  return null;
}
