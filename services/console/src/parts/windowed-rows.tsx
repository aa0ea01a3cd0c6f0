import { lazy, Suspense, type ReactElement } from 'react';

/** Only a long list needs it. */
const RowWindow = lazy(() => import('./row-window'));
/** Up to so many rows all are drawn: the browser's own search finds them. */
const mostDrawnWhole = 200;

interface WindowedRowsProps<Row> {
  readonly rows: readonly Row[];
  readonly columns: number;
  /** A row of the table, with its key. */
  readonly children: (row: Row) => ReactElement;
}

/** A table's body: whole where the list is short, and of a long one what is seen. */
export function WindowedRows<Row>({ rows, columns, children }: WindowedRowsProps<Row>) {
  const whole = <tbody role="rowgroup">{rows.map(children)}</tbody>;
  if (rows.length <= mostDrawnWhole) return whole;
  return <Suspense fallback={whole}><RowWindow count={rows.length} columns={columns} rowAt={(index) => rowOf(rows, index, children)} /></Suspense>;
}

function rowOf<Row>(rows: readonly Row[], index: number, draw: (row: Row) => ReactElement): ReactElement {
  const row = rows[index];
  if (row === undefined) throw new RangeError(`there is no row ${String(index)}`);
  return draw(row);
}
