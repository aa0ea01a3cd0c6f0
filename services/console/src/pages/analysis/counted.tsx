import type { Figure } from '@suqiao/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useTexts } from '../../i18n';
import { figurePath } from '../common-issues/issue-address';
import { queryOf, type AnalysisFilter } from './analysis-address';

/** A figure that opens the list of its appeals. */
export function Counted({ figure, what }: { readonly figure: Figure; readonly what: string }) {
  return <Link className="numbers" to={figurePath(figure.list)} aria-label={`${what} ${String(figure.count)}`}>{figure.count}</Link>;
}

/** One line of a chart: a name that narrows the analysis down to it, a bar, and the figure that opens its list. */
export interface Counting extends Figure {
  readonly key: string;
  readonly name: string;
  /** The analysis narrowed down to this; `null` where it can't be. */
  readonly narrowed: AnalysisFilter | null;
  readonly chosen: boolean;
  readonly below?: readonly Counting[];
}

export function CountedBars({ label, lines }: { readonly label: string; readonly lines: readonly Counting[] }) {
  const most = Math.max(1, ...lines.map(({ count }) => count));
  return <ul className="counted" aria-label={label}>{lines.map((line) => <CountedLine key={line.key} line={line} most={most} />)}</ul>;
}

function CountedLine({ line, most }: { readonly line: Counting; readonly most: number }) {
  const { t } = useTexts();
  const bar = <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width={(line.count / most) * 100} height="10" /></svg>;
  const row = <><NarrowLink line={line} />{bar}<Counted figure={line} what={line.name} /></>;
  if (line.below === undefined || line.below.length === 0) return <li className="counted-line">{row}</li>;
  return (
    <li>
      <div className="counted-line">{row}</div>
      <details className="counted-below"><summary>{t('analysis.below', { name: line.name, count: line.below.length })}</summary><CountedBars label={line.name} lines={line.below} /></details>
    </li>
  );
}

/** Narrows down to one line, or takes that back. */
function NarrowLink({ line: { name, narrowed, chosen } }: { readonly line: Counting }) {
  const { t } = useTexts();
  if (narrowed === null) return <span>{name}</span>;
  return <Link to={`?${queryOf(narrowed)}`} className="narrow" aria-current={chosen ? 'true' : undefined} title={t(chosen ? 'analysis.widen' : 'analysis.narrow', { name })}>{name}</Link>;
}

/** A drawing for the eye with the same figures as a table, for everybody else and for who wants the numbers. */
export function Chart({ title, drawing, columns, rows }: { readonly title: string; readonly drawing: ReactNode; readonly columns: readonly string[]; readonly rows: readonly (readonly ReactNode[])[] }) {
  const { t } = useTexts();
  return (
    <section className="panel" aria-label={title}>
      <h2>{title}</h2>
      {drawing}
      <details className="chart-table"><summary>{t('analysis.asTable', { title })}</summary>
        <div className="chart-scroll" tabIndex={0} role="group" aria-label={title}><table>
          <thead><tr>{columns.map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
          {/* The rows never change their order without all of them being new. */}
          <tbody>{rows.map((row, place) => <tr key={String(place)}>{row.map((cell, column) => <td key={columns[column]}>{cell}</td>)}</tr>)}</tbody>
        </table></div>
      </details>
    </section>
  );
}
