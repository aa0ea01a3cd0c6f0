import { duplicatePageSchema, type Duplicate, type DuplicateSide } from '@suqiao/contracts';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useChannels } from '../../api/directory';
import { formatInstant } from '../../format/instants';
import { useTexts } from '../../i18n';
import { EmptyNotice, PanelWaiting, ProblemNotice } from '../../parts/notices';
import { PagedFoot } from '../../parts/paged-foot';
import { usePageTitle } from '../../parts/page-title';
import { usePagesOf } from '../../parts/pages-of';
import { useReader } from '../../session/reader';
import { decisionsFor, differing, duplicateLists, listFromAddress, queryOfList, type Decision } from './duplicate-lists';
import '../../styles/supervision.css';
import '../../styles/register.css';

const DecisionDrawer = lazy(() => import('./decision-drawer'));

/** 疑似重复: two appeals side by side, with why they may be one. */
export default function DuplicatesPage() {
  const { t } = useTexts();
  const [parameters] = useSearchParams();
  const shown = listFromAddress(parameters);
  const [decided, setDecided] = useState<{ readonly duplicate: Duplicate; readonly decision: Decision } | null>(null);
  usePageTitle(t('duplicates.title'));
  const list = usePagesOf({ key: ['duplicates'], path: '/api/v1/duplicates', schema: duplicatePageSchema, queryOf: (cursor) => queryOfList(shown, cursor), refreshInMs: 15_000 });
  const rows = list.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <div className="page-head"><h1>{t('duplicates.title')}</h1><span className="quiet">{t('duplicates.lead')}</span></div>
      <nav className="panel list-panel list-head pair-tabs" aria-label={t('duplicates.tabs')}><div className="list-tabs">{duplicateLists.map((name) => <Link key={name} to={`?list=${name}`} aria-current={name === shown ? 'page' : undefined}>{t(`duplicates.tab.${name}`)}</Link>)}</div></nav>
      {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {rows === undefined && list.error === null && <PanelWaiting lines={6} />}
      {rows?.length === 0 && <div className="panel"><EmptyNotice title={t('duplicates.empty')} hint={t('duplicates.emptyHint')} /></div>}
      {rows !== undefined && rows.length > 0 && (
        <>
          <ul className="letters">{rows.map((duplicate) => <Pair key={duplicate.id} duplicate={duplicate} onDecide={(decision) => { setDecided({ duplicate, decision }); }} />)}</ul>
          <PagedFoot shown={rows.length} total={list.data?.pages.at(-1)?.total ?? rows.length} hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
        </>
      )}
      {decided !== null && <Suspense fallback={null}><DecisionDrawer {...decided} onClose={() => { setDecided(null); }} /></Suspense>}
    </>
  );
}

function Pair({ duplicate, onDecide }: { readonly duplicate: Duplicate; readonly onDecide: (decision: Decision) => void }) {
  const { t, language, nameOf } = useTexts();
  const { role } = useReader();
  const { earlier, later, state, decidedAt } = duplicate;
  // Two matters or one is a head's to say; the API says so, too.
  const decisions = decisionsFor(duplicate).filter((decision) => decision !== 'refuse' || role !== 'unitHandler');
  const pair = t('duplicates.pair', { earlier: earlier.trackingNumber, later: later.trackingNumber });
  return (
    <li className="panel letter" aria-label={pair}>
      <div className="letter-head">
        <div><span className="tag tag-unsure">{t(`duplicates.kind.${duplicate.kind}`)}</span> <span className="quiet small numbers">{t('duplicates.alike', { share: `${String(Math.round(duplicate.score * 100))}%` })}</span></div>
        <div className="channel-actions">{decisions.map((decision) => <Button key={decision} {...(decision === 'merge' && { type: 'primary' as const })} aria-label={`${t(`duplicates.${decision}`)} ${pair}`} onClick={() => { onDecide(decision); }}>{t(`duplicates.${decision}`)}</Button>)}</div>
      </div>
      <p>{nameOf(duplicate.explanation)}</p>
      <div className="pair"><Side which="earlier" side={earlier} other={later} /><Side which="later" side={later} other={earlier} /></div>
      {state === 'proposed' && !duplicate.mergeable && <p className="quiet small">{t('duplicates.waits')}</p>}
      {decidedAt !== null && <p className="quiet small">{t('duplicates.decided', { name: duplicate.decidedByName ?? t('duplicates.byRule'), when: formatInstant(decidedAt, language, 'minute') })}{duplicate.refusal !== null && ` · ${t('duplicates.refusal', { reason: duplicate.refusal })}`}</p>}
    </li>
  );
}

function Side({ which, side, other }: { readonly which: 'earlier' | 'later'; readonly side: DuplicateSide; readonly other: DuplicateSide }) {
  const { t, language } = useTexts();
  const { nameOfChannel } = useChannels();
  const [before, own, after] = differing(side.title, other.title);
  return (
    <div className="side" role="group" aria-label={`${t(`duplicates.${which}`)} ${side.trackingNumber}`}>
      <span className="quiet small">{t(`duplicates.${which}`)} · <span className="numbers">{side.trackingNumber}</span></span>
      <b>{before}{own !== '' && <mark>{own}</mark>}{after}</b>
      <span>{side.appellantName}{side.creditCode !== null && <span className="quiet small numbers"> {side.creditCode}</span>}</span>
      <span className="quiet small">{t('duplicates.received', { when: formatInstant(side.receivedAt, language, 'minute'), channel: nameOfChannel(side.channel) })}</span>
      <span>{side.caseState !== null && <span className="tag">{t(`state.${side.caseState}`)}</span>}{side.confidential && <> <span className="tag tag-urgent">{t('duplicates.confidential')}</span></>}{side.mergedInto !== null && <span className="quiet small"> {t('duplicates.mergedInto', { number: side.mergedInto })}</span>}</span>
      <Link to={`/cases/${side.caseId}`} aria-label={`${t('duplicates.open')} ${side.trackingNumber}`}>{t('duplicates.open')}</Link>
    </div>
  );
}
