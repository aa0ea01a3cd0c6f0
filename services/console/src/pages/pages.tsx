import { lazy, Suspense, useEffect, useRef, type ComponentType, type ReactNode } from 'react';
import { BrowserRouter, Link, Navigate, Route, Routes, useLocation } from 'react-router';
import { LiveProvider } from '../api/live';
import { openTexts, useTexts, type TextPart } from '../i18n';
import { Header } from '../parts/header';
import { Navigation } from '../parts/navigation';
import { EmptyNotice, FullPage } from '../parts/notices';
import { isOfficer, mayWatch, readsAudit, ReaderProvider, readsRegister, readsReports, readsRouting, seesBoard, startPathOf, useReader } from '../session/reader';
import { useSession } from '../session/session';
import { Landing } from './landing';

// Each page is its own file: a visitor loads what the page needs.
const BoardPage = lazy(() => import('./board/board-page'));
const InboxPage = lazy(() => import('./inbox-page'));
const FoundPage = pageWith('palette', () => import('./found-page'));
const CasePage = lazy(() => import('./case/case-page'));
const OrdersPage = lazy(() => import('./orders/orders-page'));
const OrderPage = lazy(() => import('./orders/order-page'));
const RatesPage = lazy(() => import('./rates/rates-page'));
const RateCasesPage = lazy(() => import('./rates/rate-cases-page'));
const WatchPage = lazy(() => import('./watch-page'));
const DigestPage = lazy(() => import('./digest/digest-page'));
const DigestListPage = lazy(() => import('./digest/digest-list-page'));
const HandOversPage = lazy(() => import('./hand-overs/hand-overs-page'));
const ImportsPage = pageWith('officers', () => import('./imports/imports-page'));
const ImportPage = pageWith('officers', () => import('./imports/import-page'));
const DuplicatesPage = pageWith('register', () => import('./duplicates/duplicates-page'));
const EnterprisesPage = pageWith('register', () => import('./enterprises/enterprises-page'));
const EnterprisePage = pageWith(['register', 'officers'], () => import('./enterprises/enterprise-page'));
const RecordsPage = pageWith(['records', 'officers'], () => import('./records/records-page'));
const RecordPage = pageWith(['records', 'officers', 'register'], () => import('./records/record-page'));
const ChannelsPage = pageWith('channels', () => import('./channels/channels-page'));
const ChannelPage = pageWith('channels', () => import('./channels/channel-page'));
const AuditPage = pageWith('audit', () => import('./audit/audit-page'));
const RoutingPage = pageWith('routing', () => import('./routing/routing-page'));
const HealthPage = pageWith('running', () => import('./running/health-page'));
const ModelsPage = pageWith('running', () => import('./running/models-page'));
const CalendarPage = pageWith('running', () => import('./running/calendar-page'));
const PresetsPage = pageWith('running', () => import('./running/presets-page'));
const DirectoryPage = pageWith('running', () => import('./running/directory-page'));
const DeadLettersPage = pageWith('letters', () => import('./dead-letters-page'));
const IssuesPage = pageWith('issues', () => import('./common-issues/issues-page'));
const IssuePage = pageWith('issues', () => import('./common-issues/issue-page'));
const ConsultationsPage = pageWith('consultations', () => import('./consultations/consultations-page'));
const ConsultationPage = pageWith('consultations', () => import('./consultations/consultation-page'));
const ReportsPage = pageWith('reports', () => import('./reports/reports-page'));
const ReportPage = pageWith('reports', () => import('./reports/report-page'));
const KeptListPage = pageWith('reports', () => import('./reports/kept-list-page'));
const AnalysisPage = pageWith(['analysis', 'issues'], () => import('./analysis/analysis-page'));
const FigureListPage = pageWith('issues', () => import('./insight/figure-list-page'));

/** A page with the parts of the texts that it needs. */
function pageWith(needed: TextPart | readonly TextPart[], load: () => Promise<{ readonly default: ComponentType }>) {
  return lazy(async () => {
    const [page] = await Promise.all([load(), ...[needed].flat().map((part) => openTexts(part))]);
    return page;
  });
}

/** The addresses. A visitor who is not signed in sees what Suqiao is, whatever the address, and returns to it afterwards. */
export function Pages() {
  const { state } = useSession();
  if (state.kind === 'loading') return <FullPage busy />;
  if (state.kind !== 'signedIn') return <Landing state={state} />;
  return (
    // Here and not further out: the router reads the address once, after the session has put back the one to return to.
    <BrowserRouter>
      <ReaderProvider>
        <LiveProvider>
          <Header />
          <div className="frame">
            <Navigation />
            <PageFrame><SignedInRoutes /></PageFrame>
          </div>
        </LiveProvider>
      </ReaderProvider>
    </BrowserRouter>
  );
}

function SignedInRoutes() {
  const reader = useReader();
  const { role } = reader;
  const start = startPathOf(role);
  const only = (allowed: boolean, page: ReactNode) => (allowed ? page : <Nowhere forbidden />);
  return (
    <Routes>
      <Route path="/" element={<Navigate to={start} replace />} />
      <Route path="/board" element={only(seesBoard(role), <BoardPage />)} />
      <Route path="/inbox" element={<InboxPage />} />
      <Route path="/cases/:id" element={<CasePage />} />
      <Route path="/found" element={<FoundPage />} />
      <Route path="/orders" element={<OrdersPage />} />
      <Route path="/orders/:id" element={<OrderPage />} />
      <Route path="/rates" element={only(seesBoard(role), <RatesPage />)} />
      <Route path="/rates/cases" element={only(seesBoard(role), <RateCasesPage />)} />
      <Route path="/watch" element={only(mayWatch(role), <WatchPage />)} />
      <Route path="/digest" element={only(mayWatch(role), <DigestPage />)} />
      <Route path="/digest/list" element={only(mayWatch(role), <DigestListPage />)} />
      <Route path="/hand-overs" element={only(role !== 'analyst', <HandOversPage />)} />
      <Route path="/imports" element={only(isOfficer(reader), <ImportsPage />)} />
      <Route path="/imports/:id" element={only(isOfficer(reader), <ImportPage />)} />
      <Route path="/duplicates" element={only(role !== 'analyst', <DuplicatesPage />)} />
      <Route path="/enterprises" element={only(readsRegister(reader), <EnterprisesPage />)} />
      <Route path="/enterprises/:creditCode" element={only(readsRegister(reader), <EnterprisePage />)} />
      <Route path="/records" element={only(isOfficer(reader), <RecordsPage />)} />
      <Route path="/records/:id" element={only(isOfficer(reader), <RecordPage />)} />
      <Route path="/channels" element={only(role === 'administrator', <ChannelsPage />)} />
      <Route path="/channels/:name" element={only(role === 'administrator', <ChannelPage />)} />
      <Route path="/routing" element={only(readsRouting(reader), <RoutingPage />)} />
      <Route path="/health" element={only(readsRouting(reader), <HealthPage />)} />
      <Route path="/models" element={only(role === 'administrator' || role === 'analyst', <ModelsPage />)} />
      <Route path="/calendars" element={<CalendarPage />} />
      <Route path="/presets" element={<PresetsPage />} />
      <Route path="/directory" element={<DirectoryPage />} />
      <Route path="/audit" element={only(readsAudit(role), <AuditPage />)} />
      <Route path="/dead-letters" element={only(role === 'administrator', <DeadLettersPage />)} />
      <Route path="/common-issues" element={<IssuesPage />} />
      <Route path="/common-issues/:id" element={<IssuePage />} />
      <Route path="/consultations" element={<ConsultationsPage />} />
      <Route path="/consultations/:id" element={<ConsultationPage />} />
      <Route path="/reports" element={only(readsReports(reader), <ReportsPage />)} />
      <Route path="/reports/:id" element={only(readsReports(reader), <ReportPage />)} />
      <Route path="/reports/:id/appeals" element={only(readsReports(reader), <KeptListPage />)} />
      <Route path="/analysis" element={<AnalysisPage />} />
      <Route path="/insight/appeals" element={<FigureListPage />} />
      <Route path="*" element={<Nowhere />} />
    </Routes>
  );
}

function Nowhere({ forbidden = false }: { readonly forbidden?: boolean }) {
  const { t } = useTexts();
  return <EmptyNotice heading title={t(forbidden ? 'shell.forbidden' : 'shell.notFound')} hint={t('shell.notFoundHint')} action={<Link to="/">{t('shell.home')}</Link>} />;
}

/** The main part; on a new page the focus goes there, so that a keyboard or a screen reader starts at its beginning. */
function PageFrame({ children }: { readonly children: ReactNode }) {
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [pathname]);
  return (
    <main id="content" className="page" ref={main} tabIndex={-1}>
      <Suspense fallback={<div className="page-waiting" aria-busy="true" />}>{children}</Suspense>
    </main>
  );
}
