import type { CaseRow } from '@suqiao/contracts';
import { Link } from 'react-router';
import { useCategories, useDivisions } from '../api/directory';
import { useTexts } from '../i18n';
import { LightMark } from './lights';
import { CaseTimeLeft, DueDate } from './times';
import { WindowedRows } from './windowed-rows';

const columns = ['light', 'title', 'division', 'unit', 'category', 'due', 'left', 'state'] as const;
const skeletonRows = 8;

/**
 * Cases as a table; on a phone each row is a card. The roles are written out, because a browser takes them from a table
 * that is laid out as something else.
 */
export function CaseTable({ rows, caption }: { readonly rows: readonly CaseRow[] | undefined; readonly caption: string }) {
  const { t } = useTexts();
  return (
    <table className="cases" role="table" aria-busy={rows === undefined}>
      <caption className="hidden">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">{columns.map((column) => <th key={column} role="columnheader" scope="col" className={`col-${column}`}>{t(`list.${column}`)}</th>)}</tr>
      </thead>
      {rows === undefined
        ? <tbody role="rowgroup">{Array.from({ length: skeletonRows }, (_, index) => <SkeletonRow key={index} />)}</tbody>
        : <WindowedRows rows={rows} columns={columns.length}>{(row) => <Row key={row.caseId} row={row} />}</WindowedRows>}
    </table>
  );
}

function SkeletonRow() {
  return <tr role="row" className="skeleton-row">{columns.map((column) => <td key={column} role="cell"><span className="skeleton-bar" /></td>)}</tr>;
}

function Row({ row }: { readonly row: CaseRow }) {
  const { t, nameOf } = useTexts();
  const { nameOfDivision } = useDivisions();
  const { nameOfCategory } = useCategories();
  return (
    <tr role="row" className={`case-row case-${row.light}`}>
      <td role="cell" className="col-light"><LightMark light={row.light} /></td>
      <td role="cell" className="col-title">
        <Link to={`/cases/${row.caseId}`} className="row-link">{row.title}</Link>
        <span className="under"><span className="numbers">{row.trackingNumber}</span> · {row.appellantName}</span>
      </td>
      <td role="cell" className="col-division" data-label={t('list.division')}>{nameOfDivision(row.divisionCode)}</td>
      <td role="cell" className="col-unit" data-label={t('list.unit')}>
        <span className="clip" title={nameOf(row.unit.name)}>{nameOf(row.unit.name)}</span>
        <span className="under">{t(`level.${row.level}`)}</span>
      </td>
      <td role="cell" className="col-category" data-label={t('list.category')}>
        <span className="clip">{nameOfCategory(row.categoryCode)}</span>
        {row.unsure.length > 0 && <span className="tag tag-unsure">{t('list.unsure')}</span>}
      </td>
      <td role="cell" className="col-due" data-label={t('list.due')}><DueDate at={row.clocks.dueAt} provisional={row.clocks.provisional} shape="short" /></td>
      <td role="cell" className="col-left" data-label={t('list.left')}><CaseTimeLeft row={row} /></td>
      <td role="cell" className="col-state"><span className={`state state-${row.state}`}>{t(`state.${row.state}`)}</span></td>
    </tr>
  );
}
