import { caseViewSchema, type CaseView } from '@suqiao/contracts';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import { useRefreshInterval } from '../../api/live';
import { openTexts, useTexts } from '../../i18n';
import { LightMark } from '../../parts/lights';
import { LiveMark } from '../../parts/live-mark';
import { PanelWaiting, ProblemNotice } from '../../parts/notices';
import { usePageTitle } from '../../parts/page-title';
import { startPathOf, useReader } from '../../session/reader';
import { useApi } from '../../session/session';
import { CaseClocks } from './case-clocks';
import { CaseCommands } from './case-commands';
import { CaseFacts } from './case-facts';
import { CaseJoint } from './case-joint';
import { CaseNews } from './case-news';
import { CaseResult } from './case-result';
import { CaseSorting } from './case-sorting';
import { CaseTimeline } from './case-timeline';
import { LateRecord } from './late-record';
import type { WrittenCommand } from './command-form';
import { RequestFacts } from './request-facts';

// Of another service than the case itself: the case is there before it.
const CaseSupervision = lazy(() => import('./case-supervision'));
const CaseAppellant = lazy(async () => (await Promise.all([import('./case-appellant'), openTexts('audit')]))[0]);
const CaseKnowledge = lazy(async () => (await Promise.all([import('./case-knowledge'), openTexts('knowledge')]))[0]);

/** One case whole: what is asked, whose turn it is, its clocks, what was done, and what may be done now. */
export default function CasePage() {
  const { id = '' } = useParams();
  const api = useApi();
  const { data, error, refetch } = useQuery({
    queryKey: ['cases', 'one', id],
    queryFn: ({ signal }) => api.ask(`/api/v1/cases/${encodeURIComponent(id)}`, caseViewSchema, { signal }),
    refetchInterval: useRefreshInterval(),
  });
  usePageTitle(data?.title ?? '');
  if (data !== undefined) return <Case key={data.caseId} view={data} />;
  if (error !== null) return <><BackLink /><ProblemNotice error={error} onRetry={() => void refetch()} /></>;
  return <PanelWaiting lines={14} />;
}

/** Back to the list as it was: by the browser's history where there is one. */
function BackLink() {
  const { t } = useTexts();
  const navigate = useNavigate();
  const { role } = useReader();
  const cameFromHere = useLocation().key !== 'default';
  return (
    <Link to={startPathOf(role)} className="back" onClick={(event) => {
      if (!cameFromHere) return;
      event.preventDefault();
      void navigate(-1);
    }}>← {t('shell.back')}</Link>
  );
}

function Case({ view }: { readonly view: CaseView }) {
  const { t, nameOf } = useTexts();
  const [writing, setWriting] = useState<WrittenCommand | null>(null);
  return (
    <>
      <div className="case-top"><BackLink /><LiveMark /></div>
      <header className="case-head">
        <div className="case-marks">
          <LightMark light={view.light} />
          <span className={`state state-${view.state}`}>{t(`state.${view.state}`)}</span>
          <span className="tag">{t(`level.${view.level}`)}</span>
          {view.urgency !== 'ordinary' && <span className="tag tag-urgent">{t(`urgency.${view.urgency}`)}</span>}
          {view.confidential && <span className="tag tag-confidential" title={t('case.confidentialHint')}>{t('case.confidential')}</span>}
          {view.unsure.length > 0 && <span className="tag tag-unsure">{t('list.unsure')}</span>}
          <span className="quiet">{t('case.unit')}<b> {nameOf(view.unit.name)}</b></span>
        </div>
        <h1>{view.title}</h1>
      </header>
      <CaseNews view={view} />
      <CaseCommands view={view} open={writing} onOpen={setWriting} />
      <div className="case-columns">
        <div>
          {view.request !== null && <section className="panel panel-request" aria-label={t('case.request', { kind: t(`requestKind.${view.request.kind}`) })}><RequestFacts request={view.request} level={view.level} /></section>}
          <CaseClocks view={view} />
          <section className="panel" aria-labelledby="content-title"><h2 id="content-title">{t('case.content')}</h2><p className="written">{view.content}</p></section>
          <CaseJoint view={view} />
          <CaseResult view={view} />
          <CaseFacts view={view} />
          <Suspense fallback={<PanelWaiting lines={2} />}><CaseAppellant view={view} /></Suspense>
          <CaseSorting sorting={view.sorting} />
        </div>
        <div>
          <Suspense fallback={null}><CaseSupervision view={view} /></Suspense>
          <Suspense fallback={null}><CaseKnowledge view={view} writing={writing !== null} onWrite={setWriting} /></Suspense>
          <CaseTimeline view={view} /><LateRecord late={view.late} />
        </div>
      </div>
    </>
  );
}
