import type { CaseView, JointPart, Light } from '@suqiao/contracts';
import { useTexts } from '../../i18n';
import { useNow } from '../../parts/clock';
import { LightMark } from '../../parts/lights';
import { Countdown, Instant } from '../../parts/times';

/** 会办: who leads, and each joint unit's part with what is asked, its own due date and its answer. */
export function CaseJoint({ view }: { readonly view: CaseView }) {
  const { t, nameOf } = useTexts();
  if (view.joint.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="joint-title">
      <h2 id="joint-title">{t('case.joint')}</h2>
      <p className="joint-lead"><span className="tag">{t('case.lead')}</span> <b>{nameOf(view.unit.name)}</b></p>
      <ul className="joint-parts">{view.joint.map((part) => <Part key={`${part.unit.unitId} ${part.askedAt}`} part={part} />)}</ul>
    </section>
  );
}

function Part({ part }: { readonly part: JointPart }) {
  const { t, nameOf } = useTexts();
  const now = useNow();
  const waiting = part.endedAt === null;
  const light: Light = waiting ? (now > Date.parse(part.dueAt) ? 'red' : 'green') : 'off';
  const ended = t(part.answer === null ? 'case.jointReleased' : 'case.jointAnswered');
  return (
    <li className="joint-part">
      <div className="joint-head">
        <b>{nameOf(part.unit.name)}</b>
        <span className="joint-marks">{part.late && !waiting && <span className="tag tag-urgent">{t('case.jointLate')}</span>}{waiting ? <LightMark light={light} /> : <span className="tag">{ended}</span>}</span>
      </div>
      <dl className="facts">
        <div><dt>{t('case.jointAsked')}</dt><dd><Instant at={part.askedAt} /></dd></div>
        <div><dt>{t('case.jointDue')}</dt><dd><Instant at={part.dueAt} /> {waiting ? <Countdown to={part.dueAt} /> : part.endedAt !== null && <span className="quiet small">{ended} <Instant at={part.endedAt} shape="short" /></span>}</dd></div>
        <div className="facts-whole"><dt>{t('case.jointDemand')}</dt><dd className="written">{part.demand}</dd></div>
        <div className="facts-whole"><dt>{t('case.jointAnswer')}</dt><dd className={part.answer === null ? 'quiet' : 'written'}>{part.answer ?? (waiting ? t('case.jointWaiting') : ended)}</dd></div>
      </dl>
    </li>
  );
}
