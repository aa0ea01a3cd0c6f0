import { channelRefusalsPageSchema, type ChannelRefusal } from '@suqiao/contracts';
import { useTexts } from '../../i18n';
import { untoldEveryInMs } from '../../api/live';
import { ProblemNotice } from '../../parts/notices';
import { PagedFoot } from '../../parts/paged-foot';
import { usePagesOf } from '../../parts/pages-of';
import { Instant } from '../../parts/times';
import { refusedByProblem } from './channel-figures';

/** 被拒的提交: what the channel sent and was not taken, at which door and why; never what was in it. */
export function ChannelRefusals({ channel }: { readonly channel: string }) {
  const { t } = useTexts();
  const list = usePagesOf({ key: ['channels', channel, 'refusals'], path: `/api/v1/channels/${encodeURIComponent(channel)}/refusals`, schema: channelRefusalsPageSchema, queryOf: (cursor) => new URLSearchParams({ limit: '10', ...(cursor !== null && { cursor }) }).toString(), refreshInMs: untoldEveryInMs });
  const rows = list.data?.pages.flatMap(({ items }) => items);
  const counted = refusedByProblem(list.data?.pages[0]?.days ?? []);
  return (
    <section className="panel" aria-labelledby="refusals-title">
      <h2 id="refusals-title">{t('channels.refusals')}</h2>
      <p className="quiet small">{t('channels.refusalsLead')}</p>
      {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {counted.length > 0 && <ul className="refusal-counts" aria-label={t('channels.refusalDays')}>{counted.map(({ type, title, count }) => <li key={type}><b className="numbers">{count}</b> {title}</li>)}</ul>}
      {rows?.length === 0 && <p className="quiet">{t('channels.noRefusals')}</p>}
      {rows !== undefined && rows.length > 0 && (
        <>
          <ul className="channel-lines">{rows.map((row) => <Line key={row.problem.instance} row={row} />)}</ul>
          <PagedFoot shown={rows.length} total={list.data?.pages.at(-1)?.total ?? rows.length} hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
        </>
      )}
    </section>
  );
}

function Line({ row: { at, door, sandbox, reference, problem } }: { readonly row: ChannelRefusal }) {
  const { t } = useTexts();
  return (
    <li>
      <div>
        <b>{problem.title}</b>{sandbox && <> <span className="tag">{t('channels.isSandbox')}</span></>}
        <p className="quiet small"><code>{door}</code>{reference !== null && <> · {t('channels.reference', { reference })}</>}</p>
        {problem.errors?.map(({ pointer, parameter, detail }, place) => <p key={place} className="small"><code>{pointer ?? parameter ?? ''}</code> {detail}</p>)}
      </div>
      <span className="quiet small"><Instant at={at} shape="minute" /></span>
    </li>
  );
}
