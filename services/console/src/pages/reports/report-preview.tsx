import { NumberTexts, type ReportBlock, type ReportCell, type ReportDrawing, type ReportFigure, type ReportRate, type ReportTable } from '@suqiao/contracts';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { useTexts } from '../../i18n';
import { figureBehind, pageOfList } from './report-paths';

/** The numbers of a drawing, by name. */
interface Drawn {
  readonly numbers: NumberTexts;
  readonly figures: ReadonlyMap<string, ReportFigure>;
  readonly rates: ReadonlyMap<string, ReportRate>;
}

/** What a text will look like, each number in its place and linked to the appeals behind it. The document is Chinese in every language. */
export function ReportPreview({ title, blocks, drawing }: { readonly title: string; readonly blocks: readonly ReportBlock[]; readonly drawing: ReportDrawing }) {
  const drawn = useMemo((): Drawn => ({
    numbers: new NumberTexts(drawing), figures: new Map(drawing.figures.map((figure) => [figure.figureId, figure])), rates: new Map(drawing.rates.map((rate) => [rate.rateId, rate])),
  }), [drawing]);
  return (
    <div className="report-paper" lang="zh-CN">
      <div className="report-title"><b>{title}</b></div>
      {blocks.map((block) => <Block key={block.blockId} block={block} drawing={drawing} drawn={drawn} />)}
    </div>
  );
}

function Block({ block: { kind, text }, drawing, drawn }: { readonly block: ReportBlock; readonly drawing: ReportDrawing; readonly drawn: Drawn }) {
  const words = <Words text={text} drawn={drawn} />;
  switch (kind) {
    case 'heading1':
      return <h3>{words}</h3>;
    case 'heading2':
      return <h4>{words}</h4>;
    case 'heading3':
      return <h5>{words}</h5>;
    case 'paragraph':
      return <p>{words}</p>;
    case 'table': {
      const table = drawing.tables.find(({ tableId }) => tableId === text);
      return table === undefined ? <Missing name={text} /> : <Table table={table} drawn={drawn} />;
    }
    case 'chart': {
      const chart = drawing.charts.find(({ chartId }) => chartId === text);
      const table = drawing.tables.find(({ tableId }) => tableId === chart?.tableId);
      return chart === undefined || table === undefined ? <Missing name={text} /> : <Bars title={chart.title.zh} table={table} drawn={drawn} />;
    }
  }
}

function Missing({ name }: { readonly name: string }) {
  const { t } = useTexts();
  return <span className="missing">{t('reports.unknown', { names: name })}</span>;
}

function Words({ text, drawn }: { readonly text: string; readonly drawn: Drawn }) {
  return <>{drawn.numbers.pieces(text).map((piece, at) => (piece.kind === 'words' ? piece.text : piece.text === null ? <Missing key={at} name={piece.name} /> : <NumberLink key={at} name={piece.name} text={piece.text} drawn={drawn} />))}</>;
}

function NumberLink({ name, text, drawn: { figures, rates } }: { readonly name: string; readonly text: string; readonly drawn: Drawn }) {
  const { t, nameOf } = useTexts();
  const figure = figureBehind(name, figures, rates);
  if (figure === undefined) return <>{text}</>;
  return <Link to={pageOfList(figure.list)} title={t('reports.figureLink', { name: nameOf(figure.name) })}>{text}</Link>;
}

function Cell({ cell, drawn }: { readonly cell: ReportCell; readonly drawn: Drawn }) {
  if ('text' in cell) return <>{cell.text}</>;
  const name = 'figure' in cell ? `figure:${cell.figure}` : `rate:${cell.rate}`;
  return <NumberLink name={name} text={drawn.numbers.of(name) ?? '〔缺〕'} drawn={drawn} />;
}

function Table({ table, drawn }: { readonly table: ReportTable; readonly drawn: Drawn }) {
  return (
    <div className="report-scroll" tabIndex={0} role="group" aria-label={table.title.zh}>
      <table>
        <caption>{table.title.zh}</caption>
        <thead><tr>{table.columns.map(({ zh }, at) => <th key={at} scope="col">{zh}</th>)}</tr></thead>
        <tbody>{table.rows.map(({ name, cells }) => <tr key={name.zh}><th scope="row">{name.zh}</th>{cells.map((cell, at) => <td key={at}><Cell cell={cell} drawn={drawn} /></td>)}</tr>)}</tbody>
      </table>
    </div>
  );
}

/** A chart's numbers as bars: the document has the drawn chart. */
function Bars({ title, table, drawn }: { readonly title: string; readonly table: ReportTable; readonly drawn: Drawn }) {
  const rows = table.rows.flatMap(({ name, cells: [first] }) => (first !== undefined && 'figure' in first && first.figure !== 'total' ? [{ name: name.zh, cell: first, count: drawn.figures.get(first.figure)?.count ?? 0 }] : []));
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return (
    <figure className="report-chart">
      <figcaption>{title}</figcaption>
      <ul>{rows.map(({ name, cell, count }) => <li key={name}><span>{name}</span><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width={(count / most) * 100} height="10" /></svg><Cell cell={cell} drawn={drawn} /></li>)}</ul>
    </figure>
  );
}
