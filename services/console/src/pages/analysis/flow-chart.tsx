import type { Analysis, Figure, Level, Outcome } from '@suqiao/contracts';
import { Link } from 'react-router';
import { useChannels } from '../../api/directory';
import { useTexts } from '../../i18n';
import { figurePath } from '../common-issues/issue-address';
import { Chart, Counted } from './counted';
import { flowLayout, type Flow } from './flow-layout';

const [widthOf, heightOf, barWidth, gap] = [860, 300, 12, 14];
const columnAt = [220, 480, 740];
/** A thinner band could not be hit. */
const thinnestBand = 3;
/** A longer name would be cut at the edge. */
const longestName = 13;

/** 来龙去脉: from the channel to the level that has the case, and to how it ended; a band opens the list of its appeals. */
export function FlowChart({ analysis }: { readonly analysis: Analysis }) {
  const { t } = useTexts();
  const { nameOfChannel } = useChannels();
  const nameOfLevel = (level: Level | null) => (level === null ? t('figureList.noCase') : t(`level.${level}`));
  const nameOfOutcome = (outcome: Outcome | null) => (outcome === null ? t('analysis.open') : t(`analysis.outcome.${outcome}`));
  const arrivals = analysis.arrivals.map((each) => ({ ...each, from: nameOfChannel(each.channel), to: nameOfLevel(each.level) }));
  const endings = analysis.endings.map((each) => ({ ...each, from: nameOfLevel(each.level), to: nameOfOutcome(each.outcome) }));
  const { nodes, bands } = flowLayout<Flow & Figure>([arrivals, endings], heightOf, gap);
  const x = (column: number) => columnAt[column] ?? 0;
  const drawing = (
    <div className="flow-scroll" aria-hidden="true">
      <svg className="flow" viewBox={`0 -6 ${String(widthOf)} ${String(heightOf + 12)}`}>
        {bands.map(({ column, from, to, fromMiddle, toMiddle, width, count, list }) => {
          const [begin, end] = [x(column) + barWidth, x(column + 1)];
          const middle = (begin + end) / 2;
          return (
            <Link key={`${String(column)} ${from} ${to}`} to={figurePath(list)} tabIndex={-1}>
              <title>{`${from} → ${to} ${String(count)}`}</title>
              <path d={`M${String(begin)} ${String(fromMiddle)}C${String(middle)} ${String(fromMiddle)} ${String(middle)} ${String(toMiddle)} ${String(end)} ${String(toMiddle)}`} strokeWidth={Math.max(thinnestBand, width)} />
            </Link>
          );
        })}
        {nodes.map(({ name, column, top, height, count }) => (
          <g key={`${String(column)} ${name}`}>
            <rect x={x(column)} y={top} width={barWidth} height={Math.max(1, height)} />
            <text x={column === 0 ? x(0) - 6 : x(column) + barWidth + 6} y={top + height / 2} textAnchor={column === 0 ? 'end' : 'start'} dominantBaseline="middle">{`${name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name} ${String(count)}`}</text>
          </g>
        ))}
      </svg>
    </div>
  );
  const rows = [...arrivals, ...endings].map((each) => [each.from, each.to, <Counted key="count" figure={each} what={`${each.from} → ${each.to}`} />]);
  return <Chart title={t('analysis.flow')} drawing={drawing} columns={[t('analysis.flowFrom'), t('analysis.flowTo'), t('analysis.count')]} rows={rows} />;
}
