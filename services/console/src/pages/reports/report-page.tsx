import { reportViewSchema, type ReportCommand, type ReportProblem, type ReportView } from '@suqiao/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link, useParams } from 'react-router';
import { formatInstant } from '../../format/instants';
import { useTexts } from '../../i18n';
import { DownloadButton } from '../../parts/download-button';
import { PanelWaiting, ProblemNotice } from '../../parts/notices';
import { usePageTitle } from '../../parts/page-title';
import { useApi } from '../../session/session';
import { ReportPreview } from './report-preview';
import { ReportProblems } from './report-problems';
import { ReportTimeline } from './report-timeline';
import { useReportCommand } from './use-report-command';
import '../../styles/register.css';
import '../../styles/reports.css';

const ReportDrawer = lazy(() => import('./report-drawer'));
const ReportEditor = lazy(() => import('./report-editor'));
const formats = ['docx', 'pdf', 'xlsx'] as const;
/** Given where the problem is shown. */
const ofProblems: readonly ReportCommand[] = ['changeProblem', 'removeProblem', 'followProblem'];

interface Writing {
  readonly command: ReportCommand;
  readonly problem: ReportProblem | null;
}

/** 一份专题报告: its text with its figures, its steps, its problems, and its history. */
export default function ReportPage() {
  const api = useApi();
  const { t } = useTexts();
  const { id = '' } = useParams();
  const [writing, setWriting] = useState<Writing | null>(null);
  const { data: view, error, refetch } = useQuery({
    queryKey: ['reports', 'one', id], queryFn: ({ signal }) => api.ask(`/api/v1/insight/special-reports/${encodeURIComponent(id)}`, reportViewSchema, { signal }), refetchInterval: ({ state: { data } }) => (data?.state === 'drafting' ? 1500 : 20_000),
  });
  const order = useReportCommand(id, () => { setWriting(null); });
  usePageTitle(view?.title ?? t('reports.title'));
  const open = (command: ReportCommand, problem: ReportProblem | null = null) => { order.reset(); setWriting({ command, problem }); };
  const failure = order.error === null ? null : <ProblemNotice error={order.error} />;
  return (
    <>
      <p><Link to="/reports">{t('reports.back')}</Link></p>
      <div className="page-head"><h1>{view?.title ?? t('reports.title')}</h1>{view !== undefined && <><span className={view.state === 'sentBack' ? 'tag tag-unsure' : 'tag'}>{t(`reports.state.${view.state}`)}</span><span className="tag">{view.number?.text ?? t('reports.noNumber')}</span></>}</div>
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {view === undefined && error === null && <PanelWaiting lines={8} />}
      {view !== undefined && (
        <div className="report-parts">
          <div className="report-column"><Text view={view} /></div>
          <div className="report-column"><Actions view={view} pending={order.isPending} onOpen={open} /><ReportProblems view={view} onOpen={open} /><ReportTimeline timeline={view.timeline} /></div>
        </div>
      )}
      {view !== undefined && writing !== null && <Suspense fallback={null}><ReportDrawer view={view} {...writing} pending={order.isPending} failure={failure} onSubmit={(given) => { order.mutate(given); }} onClose={() => { setWriting(null); }} /></Suspense>}
    </>
  );
}

function Text({ view }: { readonly view: ReportView }) {
  const { t } = useTexts();
  const [editing, setEditing] = useState(false);
  const { drawing, state, editable, title, blocks } = view;
  if (drawing === null || state === 'drafting') return <div className="panel" role="status">{t('reports.drawingNow')}</div>;
  if (editable && editing) return <Suspense fallback={<PanelWaiting lines={8} />}><ReportEditor view={view} drawing={drawing} /></Suspense>;
  return (
    <section className="panel" aria-labelledby="preview-title">
      <div className="report-block-head"><h2 id="preview-title">{t('reports.preview')}</h2>{editable && <Button onClick={() => { setEditing(true); }}>{t('reports.edit')}</Button>}</div>
      <ReportPreview title={title} blocks={blocks} drawing={drawing} />
    </section>
  );
}

/** Which step it is at, what this reader may do, why not the rest, and what may be taken along. */
function Actions({ view, pending, onOpen }: { readonly view: ReportView; readonly pending: boolean; readonly onOpen: (command: ReportCommand) => void }) {
  const { t, language, nameOf } = useTexts();
  const offered = view.commands.filter(({ command }) => !ofProblems.includes(command));
  const [now, not] = [offered.filter(({ allowed }) => allowed), offered.filter(({ allowed }) => !allowed)];
  const when = (at: string) => formatInstant(at, language, 'minute');
  return (
    <section className="panel" aria-labelledby="actions-title">
      <h2 id="actions-title">{t('reports.commands')}</h2>
      <dl className="report-reasons">
        {view.steps.flatMap(({ step, name }, at) => [<dt key={`${step} name`}>{nameOf(name)}</dt>, <dd key={step}>{view.approvals[at] === undefined ? t('reports.stepWaits') : t('reports.stepDone', { name: view.approvals[at].byName })}</dd>])}
        {view.sending !== null && <><dt>{t('reports.sending')}</dt><dd>{view.sending.recipient} · {view.sending.way}</dd></>}
        {view.receipt !== null && <><dt>{t('reports.receipt')}</dt><dd>{view.receipt.receivedOn} {view.receipt.receiptNumber}</dd></>}
        {view.instructions.length > 0 && <><dt>{t('reports.instructions')}</dt><dd>{view.instructions.map(({ office, text, instructedOn }, at) => <div key={at}>{instructedOn} {office}：{text}</div>)}</dd></>}
      </dl>
      <div className="report-actions commands">{now.map(({ command }, at) => <Button key={command} {...(at === 0 && { type: 'primary' as const })} disabled={pending} onClick={() => { onOpen(command); }}>{t(`reports.command.${command}`)}</Button>)}{now.length === 0 && <span className="quiet">{t('reports.none')}</span>}</div>
      {not.length > 0 && <details className="small"><summary>{t('reports.notNow')}</summary><dl className="report-reasons">{not.flatMap(({ command, reason }) => [<dt key={`${command} name`}>{t(`reports.command.${command}`)}</dt>, <dd key={command}>{reason === null ? '' : nameOf(reason)}</dd>])}</dl></details>}
      {view.drawing !== null && (
        <>
          <h3>{t('reports.downloads')}</h3>
          <div className="report-downloads">{formats.map((format) => <DownloadButton key={format} path={`/api/v1/insight/special-reports/${view.reportId}/exports/${format}`} name={`${view.quarter}.${format}`} label={t(`reports.${format}`)} />)}</div>
          <p className="quiet small">{t('reports.drawnAt', { when: when(view.drawing.drawnAt) })}</p>
        </>
      )}
      {view.digest !== null && <p className="quiet small report-digest">{t('reports.digest', { digest: view.digest })}</p>}
    </section>
  );
}
