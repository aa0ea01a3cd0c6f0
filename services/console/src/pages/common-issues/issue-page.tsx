import { issueViewSchema, type IssueView } from '@suqiao/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link, useParams } from 'react-router';
import { formatInstant } from '../../format/instants';
import { useTexts } from '../../i18n';
import { PanelWaiting, ProblemNotice } from '../../parts/notices';
import { usePageTitle } from '../../parts/page-title';
import { Countdown, DueDate } from '../../parts/times';
import { useApi } from '../../session/session';
import { IssueAppeals, type Target } from './issue-appeals';
import { IssueFigures } from './issue-figures';
import type { FormCommand } from './issue-form';
import { IssueTimeline } from './issue-timeline';
import { useIssueCommand } from './use-issue-command';
import '../../styles/supervision.css';
import '../../styles/register.css';
import '../../styles/issues.css';

const IssueDrawer = lazy(() => import('./issue-drawer'));

interface Writing {
  readonly command: FormCommand;
  readonly appealIds: readonly string[];
}

/** 一个共性问题: its figures, its appeals, what may be done, and its whole history. */
export default function IssuePage() {
  const api = useApi();
  const { t } = useTexts();
  const { id = '' } = useParams();
  const [writing, setWriting] = useState<Writing | null>(null);
  const { data: view, error, refetch } = useQuery({ queryKey: ['common-issues', 'one', id], queryFn: ({ signal }) => api.ask(`/api/v1/insight/common-issues/${encodeURIComponent(id)}`, issueViewSchema, { signal }), refetchInterval: 15_000 });
  const order = useIssueCommand(id, () => { setWriting(null); });
  usePageTitle(view?.name ?? t('issues.title'));
  const open = (command: FormCommand, appealIds: readonly string[] = []) => { order.reset(); setWriting({ command, appealIds }); };
  const place = (target: Target, appealIds: readonly string[]) => {
    if (target.kind === 'new') open('split', appealIds);
    else order.mutate({ command: 'move', body: { appealIds: [...appealIds], to: target.to } });
  };
  const leaving = order.isPending && order.variables.command === 'move' && 'appealIds' in order.variables.body ? order.variables.body.appealIds : [];
  const failure = order.error === null ? null : <ProblemNotice error={order.error} />;
  return (
    <>
      <p><Link to="/common-issues">{t('issues.back')}</Link></p>
      <div className="page-head"><h1>{view?.name ?? t('issues.title')}</h1>{view !== undefined && <><span className={view.state === 'candidate' ? 'tag tag-unsure' : 'tag'}>{t(`issues.state.${view.state}`)}</span><span className="tag">{t(`level.${view.level}`)}</span>{view.clock.overdue && <span className="tag tag-urgent">{t('issues.late')}</span>}</>}</div>
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {view === undefined && error === null && <PanelWaiting lines={8} />}
      {writing === null && failure}
      {view !== undefined && (
        <div className="issue-parts">
          <div className="issue-column"><IssueFigures view={view} /><Findings view={view} /><IssueAppeals view={view} leaving={leaving} onPlace={place} /></div>
          <div className="issue-column"><Actions view={view} pending={order.isPending} onOpen={open} /><Corrections view={view} pending={order.isPending} onUndo={(correctionId) => { order.mutate({ command: 'undo', body: { correctionId } }); }} /><IssueTimeline timeline={view.timeline} /></div>
        </div>
      )}
      {view !== undefined && writing !== null && <Suspense fallback={null}><IssueDrawer view={view} {...writing} pending={order.isPending} failure={failure} onSubmit={(given) => { order.mutate(given); }} onClose={() => { setWriting(null); }} /></Suspense>}
    </>
  );
}

/** Whose turn it is, by when, what this reader may do, and why not the rest. */
function Actions({ view, pending, onOpen }: { readonly view: IssueView; readonly pending: boolean; readonly onOpen: (command: FormCommand) => void }) {
  const { t, nameOf } = useTexts();
  const { clock, lead, joint } = view;
  // Appeals are split and moved, corrections undone, where they are shown.
  const offered = view.commands.flatMap(({ command, ...offer }) => (command === 'move' || command === 'undo' || command === 'split' ? [] : [{ command, ...offer }]));
  const [now, not] = [offered.filter(({ allowed }) => allowed), offered.filter(({ allowed }) => !allowed)];
  return (
    <section className="panel" aria-labelledby="actions-title">
      <h2 id="actions-title">{t('issues.commands')}</h2>
      <dl className="issue-reasons">
        <dt>{t('issues.leadUnit')}</dt><dd>{lead === null ? t('issues.noLead') : nameOf(lead.name)}</dd>
        {joint.length > 0 && <><dt>{t('issues.jointUnits')}</dt><dd>{joint.map((unit) => nameOf(unit.name)).join('、')}</dd></>}
        <dt>{t('issues.dueIn')}</dt><dd>{clock.dueAt === null ? t('issues.noDue') : <><DueDate at={clock.dueAt} provisional={clock.provisional} /> <Countdown to={clock.dueAt} /></>}{clock.escalatedTo !== null && <div className="late small">{t('issues.told', { level: t(`level.${clock.escalatedTo}`) })}</div>}</dd>
      </dl>
      <div className="issue-actions commands">{now.map(({ command }, at) => <Button key={command} {...(at === 0 && { type: 'primary' as const })} disabled={pending} onClick={() => { onOpen(command); }}>{t(`issues.command.${command}`)}</Button>)}{now.length === 0 && <span className="quiet">{t('issues.none')}</span>}</div>
      {not.length > 0 && <details className="small"><summary>{t('issues.notNow')}</summary><dl className="issue-reasons">{not.flatMap(({ command, reason }) => [<dt key={`${command} name`}>{t(`issues.command.${command}`)}</dt>, <dd key={command}>{reason === null ? '' : nameOf(reason)}</dd>])}</dl></details>}
    </section>
  );
}

/** What people wrote on the way: findings, proposals, meeting, measure, outcome. */
function Findings({ view }: { readonly view: IssueView }) {
  const { t, language } = useTexts();
  const { study, proposals, consultation, measure, outcome, reply, reopenings } = view;
  const when = (at: string) => formatInstant(at, language, 'minute');
  const parts: readonly (readonly [string, string])[] = [
    ...(study === null ? [] : [[t('issues.study'), study] as const]), ...(proposals.length === 0 ? [] : [[t('issues.proposals'), proposals.map((line, at) => `${String(at + 1)}. ${line}`).join('\n')] as const]),
    ...(consultation === null ? [] : [[t('issues.consultation'), `${when(consultation.at)} · ${consultation.participants}\n${consultation.agenda}`] as const]),
    ...(measure === null ? [] : [[`${t('issues.measure')} · ${t(`issues.kind.${measure.kind}`)}`, `${measure.title}${measure.document === null ? '' : ` ${measure.document}`}\n${t('issues.measureFrom', { when: when(measure.effectiveAt) })}\n${measure.text}`] as const]),
    ...(outcome === null ? [] : [[`${t('issues.outcomeTitle')} · ${t(`issues.outcome.${outcome}`)}`, reply ?? ''] as const]),
  ];
  if (parts.length === 0) return null;
  return <section className="panel" aria-labelledby="findings-title"><h2 id="findings-title">{t('issues.study')}</h2>{reopenings > 0 && <p className="quiet small">{t('issues.reopenings', { times: reopenings })}</p>}<dl className="issue-written">{parts.flatMap(([name, text]) => [<dt key={`${name} name`}>{name}</dt>, <dd key={name}>{text}</dd>])}</dl></section>;
}

function Corrections({ view, pending, onUndo }: { readonly view: IssueView; readonly pending: boolean; readonly onUndo: (correctionId: string) => void }) {
  const { t, language, nameOf } = useTexts();
  const mayUndo = view.commands.some(({ command, allowed }) => command === 'undo' && allowed);
  return (
    <section className="panel" aria-labelledby="corrections-title">
      <h2 id="corrections-title">{t('issues.corrections')}</h2>
      {view.corrections.length === 0 && <p className="quiet small">{t('issues.noCorrections')}</p>}
      <ul className="register-appeals">{view.corrections.map((correction) => (
        <li key={correction.correctionId}>
          <span>{nameOf(correction.text)} {correction.undone && <span className="tag">{t('issues.undone')}</span>}</span>
          <span className="quiet small">{t('issues.correctedBy', { name: correction.byName, when: formatInstant(correction.at, language, 'minute') })}</span>
          {mayUndo && !correction.undone && <span><Button size="small" disabled={pending} aria-label={`${t('issues.command.undo')} ${nameOf(correction.text)}`} onClick={() => { onUndo(correction.correctionId); }}>{t('issues.command.undo')}</Button></span>}
        </li>
      ))}</ul>
    </section>
  );
}
