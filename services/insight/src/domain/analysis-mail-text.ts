import type { Analysis, Figure, Language, Name } from '@suqiao/contracts';

/** A mail's words: the same in both versions. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What a mail is made from. */
export interface MailSource {
  readonly viewName: string;
  /** The saved question, as the page's address has it. */
  readonly query: string;
  readonly analysis: Analysis;
  /** Where people reach Suqiao. */
  readonly origin: string;
  readonly test: boolean;
}

interface Line extends Figure {
  readonly name: string;
}
interface Part {
  readonly title: string;
  readonly lines: readonly Line[];
  /** How many there are beyond these. */
  readonly more: number;
}

/** So many lines of each kind: the whole is in the file and on the page. */
const mostLines = 10;

const words = {
  'zh-CN': {
    subject: '分析', test: '［试发］', of: '范围', appeals: '诉求', enterprises: '企业', places: '地区', categories: '分类', channels: '渠道', endings: '结果', directly: '（本级）', open: '在办', answered: '答复办结', withdrawn: '撤诉', merged: '并案',
    count: '数量', page: '在诉桥中打开', file: '全部数字见附件。数字不含诉求人和诉求内容，保密诉求不计入；打开清单须登录。', more: (count: number) => `另有 ${String(count)} 行，见附件`, why: '这封邮件按订阅自动发出，由订阅人在“分析”页停发。',
  },
  en: {
    subject: 'Analysis', test: '[Test] ', of: 'Scope', appeals: 'Appeals', enterprises: 'Enterprises', places: 'Divisions', categories: 'Categories', channels: 'Channels', endings: 'Outcomes', directly: ' (itself)', open: 'Open', answered: 'Answered', withdrawn: 'Withdrawn', merged: 'Merged',
    count: 'Count', page: 'Open in Suqiao', file: 'The attached file has every figure. No appellant and no text of an appeal is in it, and confidential appeals are not counted; to open a list one signs in.', more: (count: number) => `${String(count)} more in the file`, why: 'Sent by an order on the page “Analysis”, where the person who ordered it ends it.',
  },
} as const;

/** The subject, a plain text and a table, in a recipient's language. */
export function mailTextOf(source: MailSource, language: Language): MailText {
  const { viewName, analysis, test } = source;
  const said = words[language];
  const nameOf = ({ zh, en }: Name) => (language === 'en' ? en : zh);
  const scope = `${nameOf(analysis.division.name)} · ${analysis.from} – ${analysis.to}`;
  const page = pageOf(source);
  const parts = partsOf(analysis, language);
  const subject = `${test ? said.test : ''}${said.subject}: ${viewName} ${analysis.from} – ${analysis.to}`;
  const text = [
    viewName, `${said.of}: ${scope}`, `${said.page}: ${page}`, '',
    ...parts.flatMap(({ title, lines, more }) => [`[${title}]`, ...lines.map(({ name, count }) => `${name}\t${String(count)}`), ...(more > 0 ? [said.more(more)] : []), '']), said.file, said.why,
  ].join('\n');
  const cell = 'style="padding:4px 12px;border-bottom:1px solid #ddd;text-align:left"';
  const rows = parts.flatMap(({ title, lines, more }) => [
    `<tr><th scope="col" ${cell}>${escaped(title)}</th><th scope="col" ${cell}>${said.count}</th></tr>`,
    ...lines.map(({ name, count, list }) => `<tr><td ${cell}>${escaped(name)}</td><td ${cell}><a href="${escaped(listPage(source.origin, list))}">${String(count)}</a></td></tr>`),
    ...(more > 0 ? [`<tr><td colspan="2" ${cell}>${said.more(more)}</td></tr>`] : []),
  ]);
  const html = `<!doctype html><html lang="${language}"><body style="font-family:sans-serif"><h1 style="font-size:18px">${escaped(viewName)}</h1><p>${escaped(scope)}</p><p><a href="${escaped(page)}">${said.page}</a></p><table style="border-collapse:collapse">${rows.join('')}</table><p>${said.file}</p><p>${said.why}</p></body></html>`;
  return { subject, text, html };
}

/** The page with the question as it was asked: its days stand in the address, even of a question that moves on with them. */
function pageOf({ origin, query, analysis }: MailSource): string {
  const address = new URLSearchParams(query);
  address.set('from', analysis.from);
  address.set('to', analysis.to);
  return `${origin}/analysis?${address.toString()}`;
}

function listPage(origin: string, list: string): string {
  return `${origin}${list.replace(/^\/api\/v1\/insight\/appeals/, '/insight/appeals')}`;
}

function partsOf({ total, enterprises, places, categories, channels, endings }: Analysis, language: Language): Part[] {
  const said = words[language];
  const nameOf = ({ zh, en }: Name) => (language === 'en' ? en : zh);
  const part = (title: string, lines: readonly Line[]): Part => ({ title, lines: lines.slice(0, mostLines), more: Math.max(0, lines.length - mostLines) });
  const byOutcome = new Map<string, number>();
  for (const { outcome, count } of endings) byOutcome.set(outcome ?? 'open', (byOutcome.get(outcome ?? 'open') ?? 0) + count);
  const listOf = (outcome: string) => `${total.list}&${outcome === 'open' ? 'open=true' : `outcome=${outcome}`}`;
  return [
    part(said.subject, [{ ...total, name: said.appeals }, { ...enterprises, name: said.enterprises }]),
    part(said.places, places.map((each) => ({ ...each, name: `${nameOf(each.name)}${each.directly ? said.directly : ''}` }))),
    part(said.categories, categories.map((each) => ({ ...each, name: nameOf(each.name) }))),
    part(said.channels, channels.map((each) => ({ ...each, name: each.channel }))),
    part(said.endings, (['open', 'answered', 'withdrawn', 'merged'] as const).flatMap((outcome) => {
      const count = byOutcome.get(outcome);
      return count === undefined ? [] : [{ name: said[outcome], count, list: withOutcome(total.list, listOf(outcome)) }];
    })),
  ].filter(({ lines }) => lines.length > 0);
}

/** Where the question has an outcome, or "open", already, its own list is that of the only outcome. */
function withOutcome(whole: string, narrower: string): string {
  return /[?&](outcome|open)=/.test(whole) ? whole : narrower;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
