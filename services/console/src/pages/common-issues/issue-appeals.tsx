import { insightAppealsPageSchema, issuePageSchema, type InsightAppeal, type IssueView } from '@suqiao/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type DragEvent } from 'react';
import { Link } from 'react-router';
import { useChannels, useDivisions } from '../../api/directory';
import { useTexts } from '../../i18n';
import { PanelWaiting, ProblemNotice } from '../../parts/notices';
import { PagedFoot } from '../../parts/paged-foot';
import { usePagesOf } from '../../parts/pages-of';
import { Instant } from '../../parts/times';
import { useApi } from '../../session/session';

/** Where chosen appeals may go: another issue, none (`null`), or a new one. */
export type Target = { readonly kind: 'new' } | { readonly kind: 'move'; readonly to: string | null };

interface IssueAppealsProps {
  readonly view: IssueView;
  /** Appeals that are being moved away: gone for the eye at once, since a move can be undone; a refused one brings them back. */
  readonly leaving: readonly string[];
  readonly onPlace: (target: Target, appealIds: readonly string[]) => void;
}

const draggedType = 'application/x-suqiao-appeal';

/** 诉求 of an issue, with why each is in it; chosen by tick or drag, they are split off or moved. */
export function IssueAppeals({ view, leaving, onPlace }: IssueAppealsProps) {
  const { t } = useTexts();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const allowed = new Set(view.commands.flatMap(({ command, allowed: is }) => (is ? [command] : [])));
  const mayMove = allowed.has('split') || allowed.has('move');
  const list = usePagesOf({ key: ['common-issues', 'appeals'], path: '/api/v1/insight/appeals', schema: insightAppealsPageSchema, queryOf: (cursor) => new URLSearchParams({ issue: view.issueId, limit: '50', ...(cursor !== null && { cursor }) }).toString(), refreshInMs: 15_000 });
  const rows = (list.data?.pages.flatMap((page) => page.items) ?? []).filter(({ appealId }) => !leaving.includes(appealId));
  const total = (list.data?.pages[0]?.total ?? view.total.count) - leaving.length;
  const there = chosen.filter((id) => rows.some(({ appealId }) => appealId === id));
  const place = (target: Target, appealIds: readonly string[]) => {
    if (appealIds.length === 0) return;
    onPlace(target, appealIds);
    setChosen([]);
  };
  return (
    <section className="panel" aria-labelledby="appeals-title">
      <h2 id="appeals-title">{t('issues.appeals', { count: total })}</h2>
      {mayMove && <Targets view={view} chosen={there} onPlace={place} />}
      {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.data === undefined && list.error === null && <PanelWaiting lines={4} />}
      <ul className="issue-appeals">{rows.map((row) => <Appeal key={row.appealId} row={row} chosen={there.includes(row.appealId)} movable={mayMove} dragged={there.includes(row.appealId) ? there : [row.appealId]} onChoose={(is) => { setChosen(is ? [...there, row.appealId] : there.filter((id) => id !== row.appealId)); }} />)}</ul>
      {rows.length > 0 && <PagedFoot shown={rows.length} total={total} hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </section>
  );
}

/** Buttons for what is ticked, which are also where a dragged row is dropped. */
function Targets({ view, chosen, onPlace }: { readonly view: IssueView; readonly chosen: readonly string[]; readonly onPlace: (target: Target, appealIds: readonly string[]) => void }) {
  const { t } = useTexts();
  const api = useApi();
  const [over, setOver] = useState<string | null>(null);
  const others = useQuery({ queryKey: ['common-issues', 'targets'], queryFn: ({ signal }) => api.ask('/api/v1/insight/common-issues?open=true&limit=8', issuePageSchema, { signal }) });
  const targets: readonly { readonly key: string; readonly name: string; readonly target: Target }[] = [
    { key: 'new', name: t('issues.dropNew'), target: { kind: 'new' } }, { key: 'none', name: t('issues.dropNone'), target: { kind: 'move', to: null } },
    ...(others.data?.items ?? []).filter(({ issueId }) => issueId !== view.issueId).slice(0, 5).map(({ issueId, name }) => ({ key: issueId, name: t('issues.dropTo', { name }), target: { kind: 'move' as const, to: issueId } })),
  ];
  const drop = (event: DragEvent, target: Target) => {
    event.preventDefault();
    setOver(null);
    onPlace(target, event.dataTransfer.getData(draggedType).split(' ').filter((id) => id !== ''));
  };
  return (
    <div className="issue-drops" role="group" aria-label={t('issues.dropHint')}>
      <span role="status" className="small">{chosen.length > 0 ? t('issues.chosen', { count: chosen.length }) : t('issues.dropHint')}</span>
      {targets.map(({ key, name, target }) => <Button key={key} size="small" className={over === key ? 'over' : ''} disabled={chosen.length === 0 && over === null} onClick={() => { onPlace(target, chosen); }} onDragOver={(event) => { event.preventDefault(); setOver(key); }} onDragLeave={() => { setOver(null); }} onDrop={(event) => { drop(event, target); }}>{name}</Button>)}
    </div>
  );
}

interface AppealProps {
  readonly row: InsightAppeal;
  readonly chosen: boolean;
  readonly movable: boolean;
  /** What is dragged with it. */
  readonly dragged: readonly string[];
  readonly onChoose: (chosen: boolean) => void;
}

function Appeal({ row, chosen, movable, dragged, onChoose }: AppealProps) {
  const { t } = useTexts();
  const { nameOfDivision } = useDivisions();
  const { nameOfChannel } = useChannels();
  return (
    <li className={chosen ? 'chosen' : ''} draggable={movable} onDragStart={(event) => { event.dataTransfer.setData(draggedType, dragged.join(' ')); }}>
      {movable ? <input type="checkbox" checked={chosen} aria-label={t('issues.choose', { number: row.trackingNumber })} onChange={(event) => { onChoose(event.target.checked); }} /> : <span />}
      <div>
        <Link to={`/cases/${row.appealId}`}>{row.title}</Link> {row.state !== null && <span className="tag">{t(`state.${row.state}`)}</span>} {row.answeredAt !== null && <span className="tag">{t('issues.answered')}</span>}
        <div className="quiet small"><span className="numbers">{row.trackingNumber}</span> · {row.appellantMasked} · {row.divisionCode === null ? t('issues.undivided') : nameOfDivision(row.divisionCode)} · {nameOfChannel(row.channel)} · <Instant at={row.receivedAt} shape="short" /></div>
        <details><summary>{t('issues.why')}</summary>{row.reasons.length === 0 ? t('issues.whyFirst') : row.reasons.map(({ appealId, trackingNumber, probability, words }) => <div key={appealId}>{t('issues.whyWith', { number: trackingNumber, share: `${String(Math.round(probability * 100))}%`, words: words.join(' ') })}</div>)}</details>
      </div>
    </li>
  );
}
