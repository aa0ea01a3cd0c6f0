import { analysisSchema } from '@suqiao/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useTexts } from '../../i18n';
import { ProblemNotice } from '../../parts/notices';
import { useApi } from '../../session/session';
import { daysBefore, queryOfList } from './channel-figures';

const daysShown = 30;
const [width, height, gap] = [600, 84, 2];

/** 近 30 天 what a channel pushed, day by day, each day with its appeals; the rest of the questions is 分析's. */
export function ChannelVolumes({ channel }: { readonly channel: string }) {
  const api = useApi();
  const { t } = useTexts();
  const asked = new URLSearchParams({ channel, from: daysBefore(Date.now(), daysShown - 1) }).toString();
  const { data, error, refetch } = useQuery({ queryKey: ['channels', channel, 'volumes', asked], queryFn: ({ signal }) => api.ask(`/api/v1/insight/analysis?${asked}`, analysisSchema, { signal }) });
  const days = data?.trend ?? [];
  const most = Math.max(1, ...days.map(({ count }) => count));
  const step = width / Math.max(1, days.length);
  return (
    <section className="panel" aria-labelledby="volumes-title">
      <div className="letter-head"><h2 id="volumes-title">{t('channels.volumes')}</h2><Link to={`/analysis?${asked}`}>{t('channels.analyse')}</Link></div>
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data !== undefined && <p className="quiet small" role="status">{data.total.count === 0 ? t('channels.noVolumes') : <Link to={`/insight/appeals?${queryOfList(data.total.list)}`}>{t('channels.volumesLead', { count: data.total.count, days: daysShown })}</Link>}</p>}
      {data !== undefined && data.total.count > 0 && (
        <svg className="channel-days" viewBox={`0 0 ${String(width)} ${String(height)}`} preserveAspectRatio="none" role="img" aria-label={days.filter(({ count }) => count > 0).map(({ from, count }) => t('channels.dayOf', { day: from, count })).join('; ')}>
          {days.map(({ from, count }, at) => {
            const tall = count === 0 ? 1 : Math.max(4, (count / most) * (height - 2));
            return <rect key={from} className={count === 0 ? 'none' : ''} x={at * step} y={height - tall} width={step - gap} height={tall}><title>{t('channels.dayOf', { day: from, count })}</title></rect>;
          })}
        </svg>
      )}
    </section>
  );
}
