import { NumberTexts, reportBlockKinds, reportViewSchema, type ReportBlock, type ReportDrawing, type ReportView } from '@suqiao/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useMemo, useRef, useState } from 'react';
import { useTexts } from '../../i18n';
import { ProblemNotice } from '../../parts/notices';
import { SelectBox } from '../../parts/select-box';
import { useToast } from '../../parts/toasts';
import { useApi } from '../../session/session';
import { typedNumbers } from './report-paths';
import { ReportPreview } from './report-preview';

interface Draft {
  readonly version: number;
  readonly title: string;
  readonly blocks: readonly ReportBlock[];
}

/** The text of a report beside what it will look like. What somebody else saved meanwhile is told when this one is saved. */
export default function ReportEditor({ view, drawing }: { readonly view: ReportView; readonly drawing: ReportDrawing }) {
  const api = useApi();
  const { t } = useTexts();
  const toast = useToast();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft | null>(null);
  const stored: Draft = { version: view.textVersion, title: view.title, blocks: view.blocks };
  const shown = draft ?? stored;
  const change = (next: Partial<Draft>) => { setDraft({ ...shown, ...next }); };
  const save = useMutation({
    mutationFn: () => api.ask(`/api/v1/insight/special-reports/${view.reportId}/text`, reportViewSchema, { method: 'PUT', body: { title: shown.title, blocks: shown.blocks }, ifMatch: `"${String(shown.version)}"` }),
    onSuccess: (saved) => { queries.setQueryData(['reports', 'one', view.reportId], saved); setDraft(null); toast(t('reports.saved')); },
  });
  const discard = () => { setDraft(null); save.reset(); void queries.invalidateQueries({ queryKey: ['reports', 'one', view.reportId] }); };
  return (
    <div className="report-desk">
      <section className="panel" aria-labelledby="editor-title">
        <h2 id="editor-title">{t('reports.editor')}</h2>
        <Blocks draft={shown} drawing={drawing} onChange={change} bar={(
          <>
            <Button type="primary" loading={save.isPending} disabled={draft === null} onClick={() => { save.mutate(); }}>{t('reports.save')}</Button>
            {draft !== null && <><Button onClick={discard}>{t('reports.discard')}</Button><span role="status" className="quiet small">{t('reports.unsaved')}</span></>}
          </>
        )} problem={save.error === null ? null : <ProblemNotice error={save.error} />} />
      </section>
      <section className="panel" aria-labelledby="preview-title"><h2 id="preview-title">{t('reports.preview')}</h2><ReportPreview title={shown.title} blocks={shown.blocks} drawing={drawing} /></section>
    </div>
  );
}

interface BlocksProps {
  readonly draft: Draft;
  readonly drawing: ReportDrawing;
  readonly onChange: (next: Partial<Draft>) => void;
  readonly bar: React.ReactNode;
  readonly problem: React.ReactNode;
}

function Blocks({ draft: { title, blocks }, drawing, onChange, bar, problem }: BlocksProps) {
  const { t } = useTexts();
  const titleId = useId();
  const numbers = useMemo(() => new NumberTexts(drawing), [drawing]);
  /** Where the cursor was last. */
  const cursor = useRef<{ readonly blockId: string; readonly at: number } | null>(null);
  const set = (blockId: string, next: Partial<ReportBlock>) => { onChange({ blocks: blocks.map((block) => (block.blockId === blockId ? { ...block, ...next } : block)) }); };
  const insert = (name: string) => {
    const place = cursor.current;
    const block = blocks.find(({ blockId }) => blockId === place?.blockId) ?? blocks.findLast(({ kind }) => kind === 'paragraph');
    if (block === undefined) return;
    const at = place?.blockId === block.blockId ? place.at : block.text.length;
    set(block.blockId, { text: `${block.text.slice(0, at)}{{${name}}}${block.text.slice(at)}` });
  };
  const move = (from: number, to: number) => {
    const next = [...blocks];
    next.splice(to, 0, ...next.splice(from, 1));
    onChange({ blocks: next });
  };
  return (
    <>
      <div className="report-bar">{bar}<InsertBox drawing={drawing} onInsert={insert} /></div>
      {problem}
      <div className="field"><label htmlFor={titleId}>{t('reports.titleLabel')}</label><input id={titleId} className="report-input" value={title} maxLength={100} onChange={(event) => { onChange({ title: event.target.value }); }} /></div>
      <ol className="report-blocks">{blocks.map((block, at) => (
        <li key={block.blockId}>
          <div className="report-block-head">
            <SelectBox label={t('reports.kindLabel', { number: at + 1 })} value={block.kind} options={reportBlockKinds.map((kind) => ({ value: kind, label: t(`reports.kind.${kind}`) }))} onChange={(value) => {
              const kind = reportBlockKinds.find((one) => one === value) ?? 'paragraph';
              set(block.blockId, { kind, ...(kind === 'table' && { text: drawing.tables[0]?.tableId ?? '' }), ...(kind === 'chart' && { text: drawing.charts[0]?.chartId ?? '' }) });
            }} />
            <span>
              <Button type="text" disabled={at === 0} aria-label={t('reports.up', { number: at + 1 })} onClick={() => { move(at, at - 1); }}>↑</Button>
              <Button type="text" disabled={at === blocks.length - 1} aria-label={t('reports.down', { number: at + 1 })} onClick={() => { move(at, at + 1); }}>↓</Button>
              <Button type="text" aria-label={t('reports.remove', { number: at + 1 })} onClick={() => { onChange({ blocks: blocks.filter(({ blockId }) => blockId !== block.blockId) }); }}>×</Button>
            </span>
          </div>
          <BlockText block={block} at={at} drawing={drawing} numbers={numbers} onText={(text) => { set(block.blockId, { text }); }} onCursor={(place) => { cursor.current = { blockId: block.blockId, at: place }; }} />
        </li>
      ))}</ol>
      <Button onClick={() => { onChange({ blocks: [...blocks, { blockId: crypto.randomUUID(), kind: 'paragraph', text: '' }] }); }}>{t('reports.add')}</Button>
    </>
  );
}

interface BlockTextProps {
  readonly block: ReportBlock;
  readonly at: number;
  readonly drawing: ReportDrawing;
  readonly numbers: NumberTexts;
  readonly onText: (text: string) => void;
  readonly onCursor: (place: number) => void;
}

/** The text of a block, or the choice of its table or chart, and what may be wrong with it. */
function BlockText({ block: { kind, text }, at, drawing, numbers, onText, onCursor }: BlockTextProps) {
  const { t, nameOf } = useTexts();
  if (kind === 'table') return <SelectBox label={t('reports.tableChoice')} value={text} options={drawing.tables.map(({ tableId, title }) => ({ value: tableId, label: nameOf(title) }))} onChange={onText} />;
  if (kind === 'chart') return <SelectBox label={t('reports.chartChoice')} value={text} options={drawing.charts.map(({ chartId, title }) => ({ value: chartId, label: nameOf(title) }))} onChange={onText} />;
  const { missing } = numbers.render(text);
  const typed = typedNumbers(text, numbers);
  return (
    <>
      <textarea className="report-input" aria-label={t('reports.textLabel', { number: at + 1 })} rows={Math.min(8, 1 + Math.floor(text.length / 30))} value={text} maxLength={5000} onChange={(event) => { onCursor(event.target.selectionStart); onText(event.target.value); }}
        onBlur={(event) => { onCursor(event.target.selectionStart); }} />
      {missing.length > 0 && <span role="alert" className="late small">{t('reports.unknown', { names: missing.join('、') })}</span>}
      {typed.length > 0 && <span role="status" className="quiet small">{t('reports.typed', { numbers: typed.join('、') })}</span>}
    </>
  );
}

/** Every figure and rate of the drawing, with what it is now. */
function InsertBox({ drawing, onInsert }: { readonly drawing: ReportDrawing; readonly onInsert: (name: string) => void }) {
  const { t, nameOf } = useTexts();
  const numbers = useMemo(() => new NumberTexts(drawing), [drawing]);
  const names = [...drawing.figures.map(({ figureId, name }) => [`figure:${figureId}`, name] as const), ...drawing.rates.map(({ rateId, name }) => [`rate:${rateId}`, name] as const)];
  const options = names.map(([value, name]) => ({ value, label: `${nameOf(name)}：${numbers.of(value) ?? ''}` }));
  return <SelectBox label={t('reports.insertLabel')} value="" options={[{ value: '', label: t('reports.insertNone') }, ...options]} onChange={(name) => { if (name !== '') onInsert(name); }} />;
}
