import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual';
import { Fragment, useEffect, useLayoutEffect, useRef, useState, type FocusEvent, type ReactElement } from 'react';
import { flushSync } from 'react-dom';

/** What a row is taken to be before it is measured, as `lists.css` has it. */
const rowHeightInPx = 66;
/** Rows that are drawn on each side of what is seen, so that Tab and a quick scroll find them. */
const rowsAround = 15;

export interface RowWindowProps {
  readonly count: number;
  readonly columns: number;
  /** A row of the table by its place, with its key. */
  readonly rowAt: (index: number) => ReactElement;
}

/**
 * A table's body that draws of a long list only what is seen, what is near, and the row that has the focus; all of it for
 * the printer. Screen readers are told how many rows there are and which ones these are.
 */
export default function RowWindow({ count, columns, rowAt }: RowWindowProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [focused, setFocused] = useState<number | null>(null);
  const [topInPx, setTopInPx] = useState(0);
  const windowed = !usePrinting();
  const virtualizer = useWindowVirtualizer<HTMLTableRowElement>({
    count, enabled: windowed, estimateSize: () => rowHeightInPx, overscan: rowsAround, scrollMargin: topInPx,
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), ...(focused === null || focused >= count ? [] : [focused])])].sort((a, b) => a - b),
  });
  const drawn = windowed ? virtualizer.getVirtualItems().map(({ index, start, end }) => ({ index, start: start - topInPx, end: end - topInPx })) : Array.from({ length: count }, (_, index) => ({ index, start: 0, end: 0 }));
  const heightInPx = windowed ? virtualizer.getTotalSize() : 0;
  useLayoutEffect(() => {
    if (body.current === null) return;
    setTopInPx(body.current.getBoundingClientRect().top + window.scrollY);
    numberRows(body.current, windowed ? count : null, drawn.map(({ index }) => index)).forEach((row) => {
      if (windowed) virtualizer.measureElement(row);
    });
  });
  const focus = (event: FocusEvent) => {
    const row = event.target.closest('tr[data-index]');
    setFocused(row === null ? null : Number(row.getAttribute('data-index')));
  };
  return (
    <tbody role="rowgroup" ref={body} onFocus={focus} onBlur={() => { setFocused(null); }}>
      {drawn.map(({ index, start }, place) => {
        const element = rowAt(index);
        const gapInPx = start - (drawn[place - 1]?.end ?? 0);
        return <Fragment key={element.key ?? index}>{gapInPx > 0.5 && <Gap heightInPx={gapInPx} columns={columns} />}{element}</Fragment>;
      })}
      {windowed && <Gap heightInPx={heightInPx - (drawn.at(-1)?.end ?? 0)} columns={columns} />}
    </tbody>
  );
}

/** Where rows are that are not drawn. */
function Gap({ heightInPx, columns }: { readonly heightInPx: number; readonly columns: number }) {
  return <tr aria-hidden="true" className="row-gap"><td colSpan={columns} style={{ height: Math.max(0, heightInPx) }} /></tr>;
}

/** Says on the table how many rows there are, and on each row that is drawn which one it is. @returns those rows */
function numberRows(body: HTMLTableSectionElement, total: number | null, indexes: readonly number[]): HTMLTableRowElement[] {
  const rows = [...body.rows].filter((row) => row.ariaHidden !== 'true');
  const table = body.closest('table');
  // The row of headings counts as the first.
  if (total === null) table?.removeAttribute('aria-rowcount');
  else table?.setAttribute('aria-rowcount', String(total + 1));
  rows.forEach((row, place) => {
    const index = indexes[place] ?? 0;
    row.setAttribute('data-index', String(index));
    if (total === null) row.removeAttribute('aria-rowindex');
    else row.setAttribute('aria-rowindex', String(index + 2));
  });
  return rows;
}

/** Whether the page is being laid out for the printer. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const begin = () => { flushSync(() => { setPrinting(true); }); };
    const end = () => { setPrinting(false); };
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return printing;
}
