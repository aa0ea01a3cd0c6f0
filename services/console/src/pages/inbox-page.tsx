import { casePageSchema } from '@suqiao/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { useRefreshInterval } from '../api/live';
import { useTexts } from '../i18n';
import { LiveMark } from '../parts/live-mark';
import { PagedCases } from '../parts/paged-cases';
import { usePageTitle } from '../parts/page-title';
import { useReader } from '../session/reader';
import { useApi } from '../session/session';
import { InboxReminders } from './inbox-reminders';
import { inboxListFromAddress, inboxListsOf, inboxQuery, type InboxList } from './inbox-lists';

/** How many a list holds, from the smallest page that says so. */
function ListTotal({ list }: { readonly list: InboxList }) {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ['cases', 'total', list],
    queryFn: ({ signal }) => api.ask(`/api/v1/cases?${inboxQuery(list, null, 1)}`, casePageSchema, { signal }),
    refetchInterval: useRefreshInterval(),
  });
  return <span className="count numbers">{data === undefined ? '\u2007' : data.total}</span>;
}

/** 待办 of a unit: what is due first on top. */
export default function InboxPage() {
  const { t } = useTexts();
  const [parameters] = useSearchParams();
  const reader = useReader();
  const list = inboxListFromAddress(parameters);
  usePageTitle(t('inbox.title'));
  return (
    <>
      <div className="page-head">
        <h1>{t('inbox.title')}</h1>
        <span className="quiet">{t('inbox.lead')}</span>
        <span className="page-head-end"><LiveMark /></span>
      </div>
      {reader.role !== 'analyst' && <InboxReminders />}
      <section className="panel list-panel" aria-label={t('inbox.tabs')}>
        <div className="list-head">
          <nav aria-label={t('inbox.tabs')} className="list-tabs">
            {inboxListsOf(reader).map((each) => <Link key={each} to={`/inbox?list=${each}`} aria-current={list === each ? 'page' : undefined}>{t(`inbox.tab.${each}`)}<ListTotal list={each} /></Link>)}
          </nav>
        </div>
        <PagedCases path="/api/v1/cases" queryOf={(cursor) => inboxQuery(list, cursor)} caption={t('inbox.caption', { filter: t(`inbox.tab.${list}`) })} emptyTitle={t(`inbox.empty.${list}`)} emptyHint={t('inbox.empty.hint')} />
      </section>
    </>
  );
}
