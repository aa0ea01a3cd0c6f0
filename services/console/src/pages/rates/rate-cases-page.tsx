import { levelSchema, rateCasesPageSchema, type RatedCase } from '@suqiao/contracts';
import { Link, useSearchParams } from 'react-router';
import { useCategories, useChannels, useDivisions, useUnitNames } from '../../api/directory';
import { useTexts } from '../../i18n';
import { EmptyNotice, PanelWaiting, ProblemNotice } from '../../parts/notices';
import { PagedFoot } from '../../parts/paged-foot';
import { usePageTitle } from '../../parts/page-title';
import { usePagesOf } from '../../parts/pages-of';
import { Instant } from '../../parts/times';
import { WindowedRows } from '../../parts/windowed-rows';
import { dimensionOf, figureFromAddress, figureQuery, ratesFilterFromAddress, ratesQuery, type FigureAsked, type RatesFilter } from './rates-filter';
import '../../styles/supervision.css';

/** The cases behind one figure of the rates, as they were known on its day. */
export default function RateCasesPage() {
  const { t } = useTexts();
  const [parameters] = useSearchParams();
  const filter = ratesFilterFromAddress(parameters);
  const figure = figureFromAddress(parameters);
  usePageTitle(t('rates.title'));
  return (
    <>
      <div className="case-top"><Link to={`/rates?${ratesQuery(filter)}`} className="back">← {t('rates.back')}</Link></div>
      {figure === null ? <EmptyNotice heading title={t('rates.empty')} hint={t('rates.emptyHint')} /> : <RateCases filter={filter} figure={figure} />}
    </>
  );
}

function RateCases({ filter, figure }: { readonly filter: RatesFilter; readonly figure: FigureAsked }) {
  const { t } = useTexts();
  const what = t('rates.behind', { row: useRowName(filter, figure.key), rate: t(`rate.${figure.rate}`), part: t(`ratePart.${figure.part}`) });
  const list = usePagesOf({ key: ['rates', 'cases'], path: '/api/v1/supervision/rates/cases', schema: rateCasesPageSchema, queryOf: (cursor) => figureQuery(filter, figure, cursor), refreshInMs: false });
  const pages = list.data?.pages;
  const last = pages?.at(-1);
  const rows = pages?.flatMap((page) => page.items);
  return (
    <>
      <div className="page-head"><h1>{what}</h1>{last !== undefined && <span className="quiet numbers">{filter.from} – {filter.to} · {t('rates.asOf')} {last.asOf}{last.withheld > 0 && ` · ${t('rates.withheld', { amount: last.withheld })}`}</span>}</div>
      {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {rows === undefined && list.error === null && <PanelWaiting lines={8} />}
      {rows?.length === 0 && <div className="panel"><EmptyNotice title={t('rates.empty')} hint={t('rates.emptyHint')} /></div>}
      {rows !== undefined && rows.length > 0 && (
        <section className="panel list-panel" aria-label={t('rates.casesCaption', { what })}>
          <RatedTable rows={rows} caption={t('rates.casesCaption', { what })} />
          <PagedFoot shown={rows.length} total={last?.total ?? rows.length} hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
        </section>
      )}
    </>
  );
}

/** A row's name from its key, as far as the console knows it; a key that it does not know stands for itself. */
function useRowName(filter: RatesFilter, key: string | null): string {
  const { t } = useTexts();
  const by = dimensionOf(filter);
  const { nameOfDivision } = useDivisions();
  const { nameOfCategory } = useCategories();
  const { nameOfChannel } = useChannels();
  const nameOfUnit = useUnitNames(key !== null && by === 'unit' ? [key] : []);
  if (key === null) return t('rates.total');
  const level = levelSchema.safeParse(key);
  const names = { unit: nameOfUnit, division: nameOfDivision, category: nameOfCategory, level: (code: string) => (level.success ? t(`level.${level.data}`) : code), channel: nameOfChannel, period: (name: string) => name };
  return names[by](key);
}

function RatedTable({ rows, caption }: { readonly rows: readonly RatedCase[]; readonly caption: string }) {
  const { t, nameOf } = useTexts();
  return (
    <table className="cases rated" role="table">
      <caption className="hidden">{caption}</caption>
      <thead role="rowgroup"><tr role="row">{[t('list.title'), t('rates.unitNow'), t('rates.dispatched'), t('rates.closed'), t('list.state'), t('rates.result')].map((name) => <th key={name} role="columnheader" scope="col">{name}</th>)}</tr></thead>
      <WindowedRows rows={rows} columns={6}>
        {(row) => (
          <tr key={row.caseId} role="row" className="case-row">
            <td role="cell" className="col-title"><Link to={`/cases/${row.caseId}`} className="row-link">{row.title}</Link><span className="under"><span className="numbers">{row.trackingNumber}</span> · {row.appellantName}</span></td>
            <td role="cell" data-label={t('rates.unitNow')}><span className="clip">{nameOf(row.unit.name)}</span></td>
            <td role="cell" data-label={t('rates.dispatched')}><Instant at={row.dispatchedAt} /></td>
            <td role="cell" data-label={t('rates.closed')}>{row.closedAt === null ? t('rates.none') : <Instant at={row.closedAt} />}</td>
            <td role="cell" data-label={t('list.state')}>{t(`state.${row.state}`)}</td>
            <td role="cell" data-label={t('rates.result')}>{row.solution === null && row.satisfaction === null ? t('rates.none') : <>{row.solution !== null && t(`solution.${row.solution}`)}{row.satisfaction !== null && <span className="under">{t(`satisfaction.${row.satisfaction}`)}</span>}</>}</td>
          </tr>
        )}
      </WindowedRows>
    </table>
  );
}
