import { rateNames, ratesSchema, type Rates } from '@suqiao/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { useChannels } from '../../api/directory';
import { useTexts } from '../../i18n';
import { EmptyNotice, PanelWaiting, ProblemNotice } from '../../parts/notices';
import { usePageTitle } from '../../parts/page-title';
import { useApi } from '../../session/session';
import { Figure } from './figure';
import { Formulas } from './formulas';
import { dimensionOf, ratesFilterFromAddress, ratesQuery, type RatesFilter } from './rates-filter';
import { RatesForm } from './rates-form';
import '../../styles/supervision.css';

/** 三率: every figure with its formula beside it and its cases behind it. */
export default function RatesPage() {
  const api = useApi();
  const { t } = useTexts();
  const [parameters, setParameters] = useSearchParams();
  const filter = ratesFilterFromAddress(parameters);
  usePageTitle(t('rates.title'));
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['rates', ratesQuery(filter)],
    queryFn: ({ signal }) => api.ask(`/api/v1/supervision/rates?${ratesQuery(filter)}`, ratesSchema, { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <div className="page-head">
        <h1>{t('rates.title')}</h1>
        {data !== undefined && <span className="quiet numbers">{data.from} – {data.to} · {t('rates.asOf')} {data.asOf} · {t(data.final ? 'rates.final' : 'rates.running')}</span>}
      </div>
      <RatesForm key={ratesQuery(filter)} filter={filter} shown={data} onChange={(next) => { setParameters(new URLSearchParams(ratesQuery(next))); }} />
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined ? error === null && <PanelWaiting lines={8} /> : <div className={isPlaceholderData ? 'paged stale' : 'paged'}><RatesTable rates={data} filter={filter} /><Formulas formulas={data.formulas} /></div>}
    </>
  );
}

function RatesTable({ rates, filter }: { readonly rates: Rates; readonly filter: RatesFilter }) {
  const { t, nameOf } = useTexts();
  const { nameOfChannel } = useChannels();
  const by = t(`rates.dimension.${dimensionOf(filter)}`);
  // The period as the answer has it: a list opened from a figure is of the same days, also tomorrow.
  const pinned = { ...filter, from: rates.from, to: rates.to, asOf: rates.asOf };
  const lines = [{ key: null, name: t('rates.total'), figures: rates.total }, ...rates.rows.map((row) => ({ key: row.key, name: dimensionOf(filter) === 'channel' ? nameOfChannel(row.key) : nameOf(row.name), figures: row }))];
  if (rates.rows.length === 0) return <div className="panel"><EmptyNotice title={t('rates.empty')} hint={t('rates.emptyHint')} /></div>;
  return (
    <section className="panel rates-panel" aria-label={t('rates.table', { by })}>
      <div className="rates-scroll" tabIndex={0} role="group" aria-label={t('rates.table', { by })}>
        <table className="rates" role="table">
          <caption className="hidden">{t('rates.table', { by })}</caption>
          <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">{by}</th><th role="columnheader" scope="col" className="rates-cases">{t('rates.cases')}</th>{rateNames.map((rate) => <th key={rate} role="columnheader" scope="col">{t(`rate.${rate}`)}</th>)}</tr></thead>
          <tbody role="rowgroup">
            {lines.map(({ key, name, figures }) => (
              <tr key={key ?? ''} role="row" className={key === null ? 'rates-total' : ''}>
                <th role="rowheader" scope="row">{name}</th><td role="cell" className="rates-cases numbers" data-label={t('rates.cases')}>{figures.cases}</td>
                {rateNames.map((rate) => <td key={rate} role="cell" data-label={t(`rate.${rate}`)}><Figure figure={figures[rate]} rate={rate} row={name} rowKey={key} filter={pinned} /></td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rates.truncated && <p className="quiet rates-note">{t('rates.truncated')}</p>}
    </section>
  );
}
