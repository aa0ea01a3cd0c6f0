import { healthSchema, type HealthPart } from '@suqiao/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import { useTexts } from '../../i18n';
import { PanelWaiting, ProblemNotice } from '../../parts/notices';
import { usePageTitle } from '../../parts/page-title';
import { Instant } from '../../parts/times';
import { useApi } from '../../session/session';
import '../../styles/running.css';

const askedEveryInMs = 15_000;
/** Marks of units are the same in both languages. */
const marks: Readonly<Record<HealthPart['figures'][number]['unit'], string>> = { ms: ' ms', s: ' s', count: '', MiB: ' MiB', percent: ' %' };
/** The page on which something can be done about a part. */
const pageOf: Partial<Record<HealthPart['kind'], string>> = { deadLetters: '/dead-letters' };

/** 各部分状况: what works, what does not, since when, and what to do; what does not work stands first. */
export default function HealthPage() {
  const api = useApi();
  const { t } = useTexts();
  usePageTitle(t('health.title'));
  const { data, error, isFetching, refetch } = useQuery({ queryKey: ['health'], queryFn: ({ signal }) => api.ask('/api/v1/supervision/health', healthSchema, { signal }), refetchInterval: askedEveryInMs, gcTime: 0 });
  const troubled = data?.parts.filter(({ state }) => state !== 'working') ?? [];
  const kinds = [...new Set(data?.parts.filter(({ state }) => state === 'working').map(({ kind }) => kind))];
  return (
    <>
      <div className="page-head"><h1>{t('health.title')}</h1><span className="quiet">{t('health.lead')}</span><span className="page-head-end"><Button loading={isFetching} onClick={() => void refetch()}>{t('health.again')}</Button></span></div>
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <PanelWaiting lines={8} />}
      {data !== undefined && (
        <div className="running-parts">
          <p role="status" className={`health-say health-${data.state}`}>{t(`health.whole.${data.state}`, { count: troubled.length })} <span className="quiet small">{t('health.asked')} <Instant at={data.at} /></span></p>
          {troubled.length > 0 && <section className="panel" aria-labelledby="troubled-title"><h2 id="troubled-title">{t('health.troubled')}</h2><Parts parts={troubled} /></section>}
          {kinds.map((kind) => (
            <section key={kind} className="panel" aria-labelledby={`health-${kind}`}>
              <Working kind={kind} parts={data.parts.filter((part) => part.kind === kind && part.state === 'working')} />
            </section>
          ))}
        </div>
      )}
    </>
  );
}

/** What works needs no more than a line each: one sentence stands for all of a kind. */
function Working({ kind, parts }: { readonly kind: HealthPart['kind']; readonly parts: readonly HealthPart[] }) {
  const { t, nameOf } = useTexts();
  const note = parts[0]?.note;
  return (
    <>
      <h2 id={`health-${kind}`}>{t(`health.kind.${kind}`)} {note !== undefined && <span className="quiet small">{nameOf(note)}</span>}</h2>
      <ul className="health-lines">
        {parts.map((part) => <li key={part.name} className="health-working"><span className="health-mark">{t('health.state.working')}</span> <span>{part.name}</span> <Figures part={part} /></li>)}
      </ul>
    </>
  );
}

function Parts({ parts }: { readonly parts: readonly HealthPart[] }) {
  const { t, nameOf } = useTexts();
  return (
    <ul className="health-parts">
      {parts.map((part) => {
        const page = part.state === 'working' ? undefined : pageOf[part.kind];
        return (
          <li key={`${part.kind} ${part.name}`} className={`health-${part.state}`}>
            <span className="health-mark">{t(`health.state.${part.state}`)}</span>
            <div>
              <b>{part.state === 'working' ? part.name : `${t(`health.kind.${part.kind}`)} · ${part.name}`}</b>
              <p className="small">{nameOf(part.note)}{page !== undefined && <> <Link to={page}>{t('health.go')}</Link></>}</p>
            </div>
            <Figures part={part} />
          </li>
        );
      })}
    </ul>
  );
}

function Figures({ part: { figures, since } }: { readonly part: HealthPart }) {
  const { t, nameOf } = useTexts();
  return (
    <p className="numbers small health-figures">
      {figures.map(({ name, value, unit }) => <span key={name.en}>{nameOf(name)} {value}{marks[unit]}</span>)}
      {since !== null && <span>{t('health.since')} <Instant at={since} shape="minute" /></span>}
    </p>
  );
}
