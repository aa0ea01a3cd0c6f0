import { consultationViewSchema, type ConsultationTask, type ConsultationView } from '@suqiao/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link, useParams } from 'react-router';
import { useUnitNames } from '../../api/directory';
import { useTexts } from '../../i18n';
import { Course } from '../../parts/course';
import { PanelWaiting, ProblemNotice } from '../../parts/notices';
import { usePageTitle } from '../../parts/page-title';
import { Countdown, DueDate, Instant } from '../../parts/times';
import { Who } from '../../parts/who';
import { useReader } from '../../session/reader';
import { useApi } from '../../session/session';
import type { ConsultationAsk } from './consultation-form';
import '../../styles/supervision.css';
import '../../styles/register.css';
import '../../styles/issues.css';

const ConsultationDrawer = lazy(() => import('./consultation-drawer'));

interface Writing {
  readonly ask: ConsultationAsk;
  readonly taskId?: string;
}

/** 一次会商: what it was about, what it decided, and what became of each task. */
export default function ConsultationPage() {
  const api = useApi();
  const { t } = useTexts();
  const { id = '' } = useParams();
  const [writing, setWriting] = useState<Writing | null>(null);
  const { data: view, error, refetch } = useQuery({ queryKey: ['consultations', 'one', id], queryFn: ({ signal }) => api.ask(`/api/v1/insight/consultations/${encodeURIComponent(id)}`, consultationViewSchema, { signal }), refetchInterval: 15_000 });
  usePageTitle(view?.title ?? t('consultations.title'));
  return (
    <>
      <p><Link to="/consultations">{t('consultations.back')}</Link></p>
      <div className="page-head"><h1>{view?.title ?? t('consultations.title')}</h1>{view !== undefined && <><span className="tag">{t(`consultations.state.${view.state}`)}</span><span className="tag">{t(`level.${view.level}`)}</span></>}</div>
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {view === undefined && error === null && <PanelWaiting lines={6} />}
      {view !== undefined && (
        <div className="issue-parts">
          <div className="issue-column"><Plan view={view} /><Outcome view={view} /><Tasks view={view} onAsk={setWriting} /></div>
          <div className="issue-column"><Actions view={view} onAsk={setWriting} /><Timeline view={view} /></div>
        </div>
      )}
      {view !== undefined && writing !== null && <Suspense fallback={null}><ConsultationDrawer view={view} {...writing} onDone={() => { setWriting(null); }} onClose={() => { setWriting(null); }} /></Suspense>}
    </>
  );
}

function Plan({ view }: { readonly view: ConsultationView }) {
  const { t, nameOf } = useTexts();
  return (
    <section className="panel" aria-labelledby="plan-title">
      <h2 id="plan-title">{t('consultations.agenda')}</h2>
      {view.agenda.length === 0 ? <p className="quiet">{t('consultations.noAgenda')}</p> : <ol className="register-appeals">{view.agenda.map(({ issueId, title }, at) => <li key={`${String(at)} ${title}`}>{issueId === null ? title : <Link to={`/common-issues/${issueId}`}>{title}</Link>}</li>)}</ol>}
      <dl className="register-facts">
        <dt>{t('consultations.when')}</dt><dd><Instant at={view.at} /></dd><dt>{t('consultations.place')}</dt><dd>{view.place}</dd><dt>{t('consultations.units')}</dt><dd>{view.units.map(({ name }) => nameOf(name)).join('、')}</dd>
        {view.others.length > 0 && <><dt>{t('consultations.others')}</dt><dd>{view.others.join('、')}</dd></>}
      </dl>
      {view.scheduled !== null && <p className="quiet small">{t('consultations.bySchedule')}</p>}
    </section>
  );
}

function Outcome({ view: { minutes, decisions } }: { readonly view: ConsultationView }) {
  const { t } = useTexts();
  if (minutes === null) return null;
  return (
    <section className="panel" aria-labelledby="minutes-title">
      <h2 id="minutes-title">{t('consultations.minutes')}</h2>
      <p className="written">{minutes}</p>
      {decisions.length > 0 && <><h3>{t('consultations.decisions')}</h3><ol className="register-appeals">{decisions.map((decision) => <li key={decision}>{decision}</li>)}</ol></>}
    </section>
  );
}

function Tasks({ view, onAsk }: { readonly view: ConsultationView; readonly onAsk: (writing: Writing) => void }) {
  const { t, nameOf } = useTexts();
  const { unitId } = useReader();
  if (view.tasks.length === 0) return null;
  const allowed = new Set(view.commands.flatMap(({ command, allowed: is }) => (is ? [command] : [])));
  const askOf = ({ doneAt, owner }: ConsultationTask) => (doneAt !== null ? 'returnTask' : unitId === null || unitId === owner.unitId ? 'finishTask' : null);
  return (
    <section className="panel" aria-labelledby="tasks-title">
      <h2 id="tasks-title">{t('consultations.tasks')}</h2>
      <ul className="register-appeals">{view.tasks.map((task) => {
        const ask = askOf(task);
        return (
          <li key={task.taskId}>
            <span><b>{task.text}</b> <span className="tag">{t(task.doneAt === null ? 'consultations.open' : 'consultations.done')}</span>{task.overdue && <> <span className="tag tag-urgent">{t('consultations.wasLate')}</span></>}</span>
            <span className="quiet small">{nameOf(task.owner.name)} · {t('consultations.due')} <DueDate at={task.dueAt} provisional={task.provisional} /> {task.doneAt === null && <Countdown to={task.dueAt} />}</span>
            {task.feedback !== null && <span>{t('consultations.feedback', { text: task.feedback })}</span>}
            {ask !== null && allowed.has(ask) && <span><Button size="small" aria-label={`${t(`consultations.command.${ask}`)} ${task.text}`} onClick={() => { onAsk({ ask, taskId: task.taskId }); }}>{t(`consultations.command.${ask}`)}</Button></span>}
          </li>
        );
      })}</ul>
    </section>
  );
}

function Actions({ view, onAsk }: { readonly view: ConsultationView; readonly onAsk: (writing: Writing) => void }) {
  const { t, nameOf } = useTexts();
  // Tasks are finished and returned where they are shown.
  const offered = view.commands.filter(({ command }) => command !== 'finishTask' && command !== 'returnTask');
  const [now, not] = [offered.filter(({ allowed }) => allowed), offered.filter(({ allowed }) => !allowed)];
  return (
    <section className="panel" aria-labelledby="actions-title">
      <h2 id="actions-title">{t('consultations.commands')}</h2>
      <div className="issue-actions commands">{now.map(({ command }) => <Button key={command} {...((command === 'hold' || command === 'close') && { type: 'primary' as const })} onClick={() => { onAsk({ ask: command }); }}>{t(`consultations.command.${command}`)}</Button>)}{now.length === 0 && <span className="quiet">{t('consultations.none')}</span>}</div>
      {not.length > 0 && <details className="small"><summary>{t('consultations.notNow')}</summary><dl className="issue-reasons">{not.flatMap(({ command, reason }) => [<dt key={`${command} name`}>{t(`consultations.command.${command}`)}</dt>, <dd key={command}>{reason === null ? '' : nameOf(reason)}</dd>])}</dl></details>}
    </section>
  );
}

function Timeline({ view: { timeline } }: { readonly view: ConsultationView }) {
  const { t } = useTexts();
  const nameOfUnit = useUnitNames([...new Set(timeline.flatMap(({ by }) => (by.kind === 'person' && by.unitId !== null ? [by.unitId] : [])))]);
  return (
    <section className="panel" aria-labelledby="timeline-title">
      <h2 id="timeline-title">{t('consultations.timeline')}</h2>
      <Course lines={timeline.map((line, at) => ({
        key: at, colour: line.type === 'taskOverdue' ? 'var(--red)' : 'var(--blue)',
        content: <div className="step"><div className="step-head"><b>{t(`consultations.transition.${line.type}`)}</b><Instant at={line.at} /></div><div className="step-who"><Who by={line.by} nameOfUnit={nameOfUnit} /></div>{line.text !== null && <div className="step-reason written">{line.text}</div>}</div>,
      })).toReversed()} />
    </section>
  );
}
