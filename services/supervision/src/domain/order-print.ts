import type { Language, OrderTransition, SupervisionOrder } from '@suqiao/contracts';
import { maskPersonalNumbers } from './masking';
import { orderStateNames, orderTransitionNames } from './order-texts';

const labels = {
  'zh-CN': {
    document: '督办单', number: '编号', issuedBy: '签发单位', to: '承办单位', issuedAt: '签发时间', dueAt: '办理期限', provisional: '（暂定，工作日历尚未覆盖）', late: '已超期',
    appeal: '诉求编号', caseTitle: '诉求标题', appellant: '诉求人', confidential: '保密', title: '督办事项', demand: '督办要求', because: '下达依据', state: '状态',
    feedback: '办理反馈', noFeedback: '（尚未反馈）', signIssuer: '签发人', signUnit: '承办单位负责人', seal: '（盖章）', date: '日期', colon: '：',
  },
  en: {
    document: 'Supervision order', number: 'Number', issuedBy: 'Issued by', to: 'To', issuedAt: 'Issued', dueAt: 'Due', provisional: ' (provisional: beyond the loaded calendar)', late: 'overdue',
    appeal: 'Appeal', caseTitle: 'Title of the appeal', appellant: 'Appellant', confidential: 'Confidential', title: 'Matter', demand: 'Demand', because: 'Issued because', state: 'State',
    feedback: 'Feedback', noFeedback: '(none yet)', signIssuer: 'Signed for the issuer', signUnit: 'Head of the ordered unit', seal: '(seal)', date: 'Date', colon: ': ',
  },
} as const;

/** The page's only styles; what may style it is told by their digest, so a change here needs none elsewhere. */
export const orderStyles = `
@page { size: A4; margin: 25mm 20mm; }
body { font: 12pt/1.6 "Songti SC", SimSun, "Noto Serif CJK SC", serif; color: #000; background: #fff; max-width: 170mm; margin: 10mm auto; }
h1 { text-align: center; font-size: 22pt; letter-spacing: .3em; margin: 0 0 4mm; color: #b00; }
.number { text-align: center; margin: 0 0 6mm; padding-bottom: 4mm; border-bottom: 2px solid #b00; }
table { width: 100%; border-collapse: collapse; }
th, td { border: 1px solid #000; padding: 2mm 3mm; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { width: 32mm; font-weight: normal; }
td p { margin: 0 0 2mm; white-space: pre-wrap; }
.signatures { display: flex; justify-content: space-between; gap: 10mm; margin-top: 15mm; break-inside: avoid; }
.signatures div { flex: 1; }
.line { display: inline-block; min-width: 45mm; border-bottom: 1px solid #000; }
tr { break-inside: avoid; }
@media print { body { margin: 0; max-width: none; } }
`;

/** Text as HTML shows it, also within a quoted attribute. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\'', '&#39;');
}

/** An enterprise's name as a printed order shows it: two characters and four stars, which tell no length. */
export function maskedName(name: string): string {
  const characters = Array.from(name);
  return `${characters.slice(0, characters.length > 3 ? 2 : 1).join('')}****`;
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** An instant (RFC 3339) as Shanghai reads it: `2026年11月30日 17:30`, `30 November 2026, 17:30 (Shanghai)`. */
export function shanghaiTime(instant: string, language: Language): string {
  const local = new Date(Date.parse(instant) + 8 * 3600 * 1000);
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()].map(Number) as [number, number, number];
  const clock = local.toISOString().slice(11, 16);
  return language === 'en' ? `${String(day)} ${months[month] ?? ''} ${String(year)}, ${clock} (Shanghai)` : `${String(year)}年${String(month + 1)}月${String(day)}日 ${clock}`;
}

/** 督办单 as a page for A4: whole in itself, without scripts, every text escaped and without numbers of persons. */
export function orderPage(order: SupervisionOrder, timeline: readonly OrderTransition[], language: Language): string {
  const words = labels[language];
  const unitName = (unit: SupervisionOrder['unit']) => (language === 'en' ? unit.name.en : unit.name.zh);
  const text = (value: string) => `<p>${escaped(maskPersonalNumbers(value))}</p>`;
  const because = order.because === null ? [] : [[words.because, text(language === 'en' ? order.because.en : order.because.zh)] as const];
  const rows: readonly (readonly [string, string])[] = [
    [words.issuedBy, text(unitName(order.issuedBy))], [words.to, text(unitName(order.unit))], [words.issuedAt, text(shanghaiTime(order.issuedAt, language))],
    [words.appeal, text(order.confidential ? `${order.trackingNumber} · ${words.confidential}` : order.trackingNumber)], [words.caseTitle, text(order.caseTitle)],
    [words.appellant, text(order.appellantMasked)], [words.title, text(order.title)], [words.demand, text(order.demand)], ...because,
    [words.dueAt, text(`${shanghaiTime(order.dueAt, language)}${order.provisional ? words.provisional : ''}`)],
    [words.state, text(`${orderStateNames[order.state][language]}${order.overdueAt === null ? '' : ` · ${words.late}`}`)],
    [words.feedback, feedbackOf(timeline, language) || text(words.noFeedback)],
  ];
  const sign = (who: string) => `<div><p>${who}${words.colon}<span class="line">&nbsp;</span></p><p>${words.seal}</p><p>${words.date}${words.colon}<span class="line">&nbsp;</span></p></div>`;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escaped(`${words.document} ${order.number}`)}</title><style>${orderStyles}</style></head>
<body><h1>${words.document}</h1><p class="number">${words.number}${words.colon}${escaped(order.number)}</p>
<table>${rows.map(([name, content]) => `<tr><th scope="row">${name}</th><td>${content}</td></tr>`).join('\n')}</table>
<div class="signatures">${sign(words.signIssuer)}${sign(words.signUnit)}</div></body></html>
`;
}

/** Every feedback and every return, in their order; empty when there was none. */
function feedbackOf(timeline: readonly OrderTransition[], language: Language): string {
  return timeline
    .filter(({ type }) => type === 'feedbackGiven' || type === 'feedbackReturned')
    .map(({ type, at, text, reason }) => `<p>${escaped(`${shanghaiTime(at, language)} ${orderTransitionNames[type][language]}`)}</p><p>${escaped(maskPersonalNumbers(text ?? reason ?? ''))}</p>`)
    .join('');
}
