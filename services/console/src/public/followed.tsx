import type { TrackedAppeal, TrackingState } from '@suqiao/contracts';
import { useEffect, useRef } from 'react';
import { formatInstant } from '../format/instants';
import { useTexts } from '../i18n';
import { DueDate, Instant } from '../parts/times';
import { Attach } from './attach';
import { RatingForm } from './rating-form';

const milestones = ['received', 'dispatched', 'accepted', 'answered', 'closed'] as const;
type Milestone = (typeof milestones)[number];

/** Which milestone an appeal stands at, by its state and by what has happened. */
function presentOf({ state, steps }: TrackedAppeal): Milestone {
  const fixed: Readonly<Partial<Record<TrackingState, Milestone>>> = { answered: 'answered', closed: 'closed', withdrawn: 'closed', received: 'received', redone: 'accepted', paused: 'accepted' };
  return fixed[state] ?? (steps.some(({ type }) => type === 'accepted') ? 'accepted' : 'dispatched');
}

/** An appeal as its appellant sees it: where it stands, what happened, the answer, and the rating. */
export function Followed({ appeal, onRated, onOver, onLeave }: { readonly appeal: TrackedAppeal; onRated(appeal: TrackedAppeal): void; onOver(): void; onLeave(): void }) {
  const { t, nameOf, language } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => { heading.current?.focus(); }, []);
  const { answer, interimAnswers, issueAnswers, unitName, dueAt, provisional, state } = appeal;
  return (
    <>
      <div className="public-head">
        <h1 ref={heading} tabIndex={-1}>{appeal.title}</h1>
        <p><span className="numbers quiet">{appeal.trackingNumber}</span> <strong className={`tracked-state tracked-${state}`} role="status">{t(`public.track.state.${state}`)}</strong></p>
      </div>
      <section className="panel" aria-labelledby="progress-title">
        <h2 id="progress-title">{t('public.track.progress')}</h2>
        <Progress present={presentOf(appeal)} />
        {unitName !== null && <p>{t('public.track.unit', { unit: nameOf(unitName) })}</p>}
        {dueAt !== null && <p>{t('public.track.due', { when: formatInstant(dueAt, language, 'minute') })}{provisional && <DueDate at={dueAt} provisional shape="short" />}</p>}
      </section>
      <section className="panel" aria-labelledby="answer-title">
        <h2 id="answer-title">{t(answer !== null && state === 'redone' ? 'public.track.formerAnswer' : 'public.track.answer')}</h2>
        {answer === null && <p className="quiet">{t('public.track.noAnswer')}</p>}
        {answer !== null && <p className="tracked-answer">{answer.text}</p>}
        {answer?.at != null && <p className="quiet small">{t('public.track.answeredAt', { when: formatInstant(answer.at, language, 'minute') })}</p>}
        {interimAnswers.map(({ at, text }) => <div key={at} className="tracked-interim"><h3>{t('public.track.interim')} <Instant at={at} /></h3><p className="tracked-answer">{text}</p></div>)}
        {issueAnswers.map(({ at, name, text }) => <div key={`${at} ${name}`} className="tracked-interim"><h3>{t('public.track.issueAnswer', { name })} <Instant at={at} /></h3><p className="tracked-answer">{text}</p></div>)}
      </section>
      {appeal.mayRate && <RatingForm onRated={onRated} onOver={onOver} />}
      {appeal.ratings.length > 0 && <Ratings ratings={appeal.ratings} />}
      {state !== 'closed' && state !== 'withdrawn' && <Attach />}
      <section className="panel" aria-labelledby="course-title">
        <h2 id="course-title">{t('public.track.course')}</h2>
        <ol className="tracked-steps">
          {appeal.steps.map(({ type, at, unitName: unit }, index) => (
            <li key={`${at} ${type} ${String(index)}`}><Instant at={at} /><span>{t(`public.track.step.${type}`, { unit: unit === null ? '' : nameOf(unit) })}</span></li>
          ))}
        </ol>
      </section>
      <button type="button" className="public-act" onClick={onLeave}>{t('public.track.leave')}</button>
    </>
  );
}

function Progress({ present }: { readonly present: Milestone }) {
  const { t } = useTexts();
  const at = milestones.indexOf(present);
  return (
    <ol className="progress">
      {milestones.map((milestone, index) => {
        const place = index < at ? 'passed' : index === at ? 'present' : 'ahead';
        return (
          <li key={milestone} className={`progress-${place}`} aria-current={place === 'present' ? 'step' : undefined}>
            <svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="10" />{place === 'passed' && <path d="M7 12.500l3.500 3.500L17 9" />}{place === 'present' && <circle className="progress-core" cx="12" cy="12" r="4.500" />}</svg>
            <span>{t(`public.track.milestone.${milestone}`)}<span className="hidden"> {t(`public.track.${place}`)}</span></span>
          </li>
        );
      })}
    </ol>
  );
}

function Ratings({ ratings }: { readonly ratings: TrackedAppeal['ratings'] }) {
  const { t, language, nameOf } = useTexts();
  return (
    <section className="panel" aria-labelledby="ratings-title">
      <h2 id="ratings-title">{t('public.rating.given')}</h2>
      <ul className="tracked-ratings">
        {ratings.map(({ at, satisfaction, comment, state, reason }) => (
          <li key={at}>
            <p><strong>{t('public.rating.at', { when: formatInstant(at, language, 'minute'), satisfaction: t(`satisfaction.${satisfaction}`) })}</strong></p>
            {comment !== null && <p className="tracked-answer">{comment}</p>}
            <p className="quiet small" role="status">{state === 'unheeded' ? t('public.rating.unheeded', { reason: reason === null ? '' : nameOf(reason) }) : t(`public.rating.${state}`)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
