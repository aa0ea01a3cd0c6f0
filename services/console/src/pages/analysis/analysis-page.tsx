import { analysisFormats, analysisSchema, type Analysis } from '@suqiao/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { useCategories, useChannels, useDivisions } from '../../api/directory';
import { useTexts } from '../../i18n';
import { DownloadButton } from '../../parts/download-button';
import { EmptyNotice, PanelWaiting, ProblemNotice } from '../../parts/notices';
import { usePageTitle } from '../../parts/page-title';
import { useApi } from '../../session/session';
import '../../styles/analysis.css';
import { filterFromAddress, queryOf, toggled, type AnalysisFilter } from './analysis-address';
import { AnalysisForm } from './analysis-form';
import { AnalysisMails } from './analysis-mails';
import { AnalysisViews } from './analysis-views';
import { areCities, CityTiles } from './city-tiles';
import { Counted, CountedBars, type Counting } from './counted';
import { FlowChart } from './flow-chart';
import { HeatCalendar } from './heat-calendar';
import { TrendChart } from './trend-chart';

/** 分析: charts that narrow each other down, every figure a link to the list of its appeals; the question stands in the address. */
export default function AnalysisPage() {
  const { t, nameOf } = useTexts();
  const api = useApi();
  const [parameters, setParameters] = useSearchParams();
  const filter = filterFromAddress(parameters);
  const query = queryOf(filter);
  usePageTitle(t('analysis.title'));
  const { data, error, refetch, isPlaceholderData } = useQuery({ queryKey: ['analysis', query], queryFn: ({ signal }) => api.ask(`/api/v1/insight/analysis?${query}`, analysisSchema, { signal }), placeholderData: keepPreviousData });
  return (
    <>
      <div className="page-head">
        <h1>{t('analysis.title')}</h1>
        {data !== undefined && <span className="quiet numbers">{nameOf(data.division.name)} · {data.from} – {data.to}</span>}
      </div>
      <AnalysisForm key={query} filter={filter} shown={data} onChange={(next) => { setParameters(new URLSearchParams(queryOf(next))); }} />
      <AnalysisViews query={query} />
      <AnalysisMails />
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined ? error === null && <PanelWaiting lines={12} /> : <div className={isPlaceholderData ? 'paged stale' : 'paged'} aria-busy={isPlaceholderData}><Figures analysis={data} filter={filter} query={query} /></div>}
    </>
  );
}

function Figures({ analysis, filter, query }: { readonly analysis: Analysis; readonly filter: AnalysisFilter; readonly query: string }) {
  const { t } = useTexts();
  const exported = new URLSearchParams([...new URLSearchParams(query), ['from', analysis.from], ['to', analysis.to]].filter(([name], at, all) => all.findLastIndex(([other]) => other === name) === at)).toString();
  return (
    <div className="analysis">
      <section className="panel analysis-wide analysis-totals" aria-label={t('analysis.totals')}>
        <dl className="issue-totals"><div><dt>{t('analysis.appeals')}</dt><dd><Counted figure={analysis.total} what={t('analysis.appeals')} /></dd></div><div><dt>{t('analysis.enterprises')}</dt><dd><Counted figure={analysis.enterprises} what={t('analysis.enterprises')} /></dd></div></dl>
        <div className="analysis-files" role="group" aria-label={t('analysis.files')}>{analysisFormats.map((format) => <DownloadButton key={format} path={`/api/v1/insight/analysis/exports/${format}?${exported}`} name={`analysis-${analysis.from}-${analysis.to}.${format}`} label={format.toUpperCase()} />)}</div>
        <p className="quiet small">{t('analysis.lead')}</p>
      </section>
      {analysis.total.count === 0
        ? <div className="panel analysis-wide"><EmptyNotice title={t('analysis.empty')} hint={t('analysis.emptyHint')} /></div>
        : <><TrendChart analysis={analysis} filter={filter} /><Places analysis={analysis} filter={filter} /><div className="analysis-wide analysis-classes"><Categories analysis={analysis} filter={filter} /></div><div className="analysis-wide"><Channels analysis={analysis} filter={filter} /></div><div className="analysis-wide"><FlowChart analysis={analysis} /></div><div className="analysis-wide"><HeatCalendar analysis={analysis} filter={filter} /></div></>}
    </div>
  );
}

interface PartProps {
  readonly analysis: Analysis;
  readonly filter: AnalysisFilter;
}

/** 地区: as a map where it is the cities, else as bars. */
function Places({ analysis, filter }: PartProps) {
  const { t, nameOf } = useTexts();
  const { byCode } = useDivisions();
  const own = byCode.get(analysis.division.code)?.parentCode;
  const lines = analysis.places.map((place): Counting => ({
    ...place, key: place.list, name: place.directly ? t('board.directly', { place: nameOf(place.name) }) : nameOf(place.name), chosen: false,
    narrowed: place.divisionCode === null || place.directly ? null : toggled(filter, { division: place.divisionCode }),
  }));
  const wider: Counting | null = filter.division === undefined || own == null ? null : { ...analysis.total, key: 'wider', name: t('analysis.wider'), chosen: true, narrowed: toggled(filter, { division: filter.division }) };
  return (
    <section className="panel" aria-label={t('analysis.places')}>
      <h2>{t('analysis.places')}</h2>
      {areCities(analysis.places) ? <CityTiles places={analysis.places} filter={filter} /> : <CountedBars label={t('analysis.places')} lines={[...(wider === null ? [] : [wider]), ...lines]} />}
    </section>
  );
}

/** 分类: classes, each with those below it. */
function Categories({ analysis, filter }: PartProps) {
  const { t } = useTexts();
  const { nameOfCategory } = useCategories();
  const line = ({ categoryCode, below = [], ...figure }: Omit<Analysis['categories'][number], 'below'> & { readonly below?: Analysis['categories'][number]['below'] }): Counting => ({
    ...figure, key: figure.list, name: nameOfCategory(categoryCode), chosen: categoryCode !== null && filter.category === categoryCode, narrowed: categoryCode === null ? null : toggled(filter, { category: categoryCode }), below: below.map((each) => line(each)),
  });
  return <section className="panel" aria-label={t('analysis.categories')}><h2>{t('analysis.categories')}</h2><CountedBars label={t('analysis.categories')} lines={analysis.categories.map((each) => line(each))} /></section>;
}

function Channels({ analysis, filter }: PartProps) {
  const { t } = useTexts();
  const { nameOfChannel } = useChannels();
  const lines = analysis.channels.map((each): Counting => ({ ...each, key: each.channel, name: nameOfChannel(each.channel), chosen: filter.channel === each.channel, narrowed: toggled(filter, { channel: each.channel }) }));
  return <section className="panel" aria-label={t('analysis.channels')}><h2>{t('analysis.channels')}</h2><CountedBars label={t('analysis.channels')} lines={lines} /></section>;
}
