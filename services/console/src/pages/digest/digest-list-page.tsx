import { digestViewSchema, type Digest } from '@suqiao/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { useTexts } from '../../i18n';
import { useNow } from '../../parts/clock';
import { EmptyNotice, PanelWaiting, ProblemNotice } from '../../parts/notices';
import { PagedCases } from '../../parts/paged-cases';
import { usePageTitle } from '../../parts/page-title';
import { useApi } from '../../session/session';
import { OrderTable } from '../orders/order-table';
import { countOf, digestAskedIn, digestQuery, listOf, sectionIn, shanghaiDayOf, type Section } from './digest-sections';
import '../../styles/supervision.css';

/** The list behind a number of a digest, as it is now. */
export default function DigestListPage() {
  const api = useApi();
  const { t } = useTexts();
  const [parameters] = useSearchParams();
  const asked = digestAskedIn(parameters, shanghaiDayOf(useNow()));
  const section = sectionIn(parameters);
  usePageTitle(t('digest.title'));
  const { data, error, refetch } = useQuery({ queryKey: ['digest', digestQuery(asked)], queryFn: ({ signal }) => api.ask(`/api/v1/supervision/digest?${digestQuery(asked)}`, digestViewSchema, { signal }) });
  return (
    <>
      <div className="case-top"><Link to={`/digest?${digestQuery(asked)}`} className="back">← {t('digest.back', { day: asked.day })}</Link></div>
      {section === null && <EmptyNotice heading title={t('shell.notFound')} hint={t('shell.notFoundHint')} />}
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <PanelWaiting lines={8} />}
      {data !== undefined && section !== null && <SectionList digest={data} section={section} />}
    </>
  );
}

function SectionList({ digest, section }: { readonly digest: Digest; readonly section: Section }) {
  const { t } = useTexts();
  const { path, query, exact } = listOf(digest, section);
  const title = t(`digest.section.${section}`);
  const queryOf = (cursor: string | null) => new URLSearchParams([...new URLSearchParams(query), ...(cursor === null ? [] : [['cursor', cursor]])]).toString();
  return (
    <>
      <div className="page-head"><h1>{title}</h1><span className="quiet">{t(exact ? 'digest.listNow' : 'digest.listWider', { count: countOf(digest, section), day: digest.day })}</span></div>
      <section className="panel list-panel" aria-label={title}>
        {section === 'ordersDue' ? <OrderTable caption={title} queryOf={queryOf} /> : <PagedCases path={path} queryOf={queryOf} caption={title} emptyTitle={t('digest.none')} emptyHint={t('digest.listHint')} />}
      </section>
    </>
  );
}
