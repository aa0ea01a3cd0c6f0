import type { ReportRate } from './http/special-report';

const braces = /\{\{([^{}]{0,120})\}\}/g;

/** Numbers by id, as a report's text names them. */
interface ReportNumbers {
  readonly figures: readonly { readonly figureId: string; readonly count: number }[];
  readonly rates: readonly Pick<ReportRate, 'rateId' | 'kind' | 'value'>[];
}

/** A piece of a text: words, or a number that it names, `text` null where there is none of that name. */
export type TextPiece = { readonly kind: 'words'; readonly text: string } | { readonly kind: 'number'; readonly name: string; readonly text: string | null };

/** Each number of a report as its Chinese text says it: the same in the editor, in the document and in its annex. */
export class NumberTexts {
  readonly #texts = new Map<string, string>();

  constructor({ figures, rates }: ReportNumbers) {
    for (const { figureId, count } of figures) this.#texts.set(`figure:${figureId}`, String(count));
    for (const { rateId, kind, value } of rates) this.#texts.set(`rate:${rateId}`, rateText(kind, value));
  }

  /** The text of `figure:total` or `rate:answeredRate`; `undefined` for what was not drawn. */
  of(name: string): string | undefined {
    return this.#texts.get(name);
  }

  /** A text in pieces: `{{figure:total}}` and `{{rate:answeredRate}}` are numbers, all else is words. */
  pieces(text: string): TextPiece[] {
    const found: TextPiece[] = [];
    let done = 0;
    for (const { 0: whole, 1: name = '', index } of text.matchAll(braces)) {
      if (index > done) found.push({ kind: 'words', text: text.slice(done, index) });
      found.push({ kind: 'number', name: name === '' ? whole : name, text: this.of(name) ?? null });
      done = index + whole.length;
    }
    if (done < text.length) found.push({ kind: 'words', text: text.slice(done) });
    return found;
  }

  /** A text with every number in its place; what is not there stays as 〔缺〕 and is named. */
  render(text: string): { readonly text: string; readonly missing: string[] } {
    const pieces = this.pieces(text);
    return { text: pieces.map((piece) => piece.text ?? '〔缺〕').join(''), missing: pieces.flatMap((piece) => (piece.kind === 'number' && piece.text === null ? [piece.name] : [])) };
  }
}

/** `85.3%` of a share; a change is said in words. */
export function rateText(kind: ReportRate['kind'], value: number | null): string {
  if (value === null) return '无可比基数';
  if (kind === 'share') return `${(value * 100).toFixed(1)}%`;
  const percent = (Math.abs(value) * 100).toFixed(1);
  if (percent === '0.0') return '持平';
  return `${value > 0 ? '增长' : '下降'}${percent}%`;
}
