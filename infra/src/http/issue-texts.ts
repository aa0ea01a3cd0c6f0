import type { z } from 'zod';
import type { Text } from './problem';

/** Sentences for the rules that are Suqiao's own. */
export const ownRules: Readonly<Record<string, Text>> = {
  'divisionCode.format': { 'zh-CN': '行政区划代码应为 6 位数字（GB/T 2260）', en: 'A division code has 6 digits (GB/T 2260)' },
  'divisionCode.unknown': { 'zh-CN': '没有这个行政区划代码', en: 'There is no division with this code' },
  'categoryCode.format': { 'zh-CN': '分类代码格式有误，例如 financing 或 financing.loan-refused', en: 'A category code looks like financing or financing.loan-refused' },
  'categoryCode.unknown': { 'zh-CN': '没有这个分类', en: 'There is no category with this code' },
  'unitId.format': { 'zh-CN': '单位编号格式有误，例如 370102-federation', en: 'A unit id looks like 370102-federation' },
  'department.unknown': { 'zh-CN': '没有这个部门', en: 'There is no such department' },
  'unitId.unknown': { 'zh-CN': '没有这个单位', en: 'There is no unit with this id' },
  'letter.notJson': { 'zh-CN': '不是有效的 JSON（被隐藏的数字不能作 JSON 的数，请写全）', en: 'Not valid JSON (a masked number is no number of JSON: write it in full)' },
  'letter.masked': { 'zh-CN': '这里有被隐藏的号码：请原样保留整段文字，或写全号码', en: 'A masked number stands here: leave the whole text as it was shown, or write the number in full' },
  'trackingNumber.format': { 'zh-CN': '编号有误，例如 SQ20261123-7K3F9Q2M-5', en: 'Not a tracking number, such as SQ20261123-7K3F9Q2M-5' },
  'trackingNumber.unknown': { 'zh-CN': '没有这个编号的诉求，或不在您的管辖内', en: 'There is no case with this number within your jurisdiction' },
  'merge.targetClosed': { 'zh-CN': '要并入的诉求已办结', en: 'The case to merge into is closed' },
  'commonIssue.unknown': { 'zh-CN': '没有这个共性问题，或不在您的管辖内', en: 'There is no such common issue within your jurisdiction' },
  'task.unknown': { 'zh-CN': '没有这项任务', en: 'There is no such task' },
  'policy.ended': { 'zh-CN': '失效日期早于生效日期', en: 'It ends before it begins' },
  'time.format': { 'zh-CN': '应为 00:00 至 23:59', en: 'Expected 00:00 to 23:59' },
  'duration.none': { 'zh-CN': '须大于零', en: 'Expected more than nothing' },
  'instant.far': { 'zh-CN': '须在前后一年之内', en: 'Expected within a year of today' },
  'calendar.otherYear': { 'zh-CN': '不在该年度内', en: 'Not a day of this year' },
  'calendar.twice': { 'zh-CN': '日期重复', en: 'The day is named twice' },
  'calendar.noWeekend': { 'zh-CN': '调休上班日应为周六或周日', en: 'A make-up workday is a Saturday or Sunday' },
  'calendar.noHolidays': { 'zh-CN': '放假天数过少，请以国务院办公厅通知为准', en: 'Too few holidays: take them from the State Council\'s notice' },
  'creditCode.invalid': { 'zh-CN': '统一社会信用代码有误：应为 18 位且校验码正确（GB 32100-2015）', en: 'Not a unified social credit code: 18 characters with a right check character (GB 32100-2015)' },
  'industryCode.format': { 'zh-CN': '行业代码格式有误，例如 C 或 C34（GB/T 4754-2017）', en: 'An industry code looks like C or C34 (GB/T 4754-2017)' },
  'industryCode.unknown': { 'zh-CN': '没有这个行业代码（GB/T 4754-2017）', en: 'There is no industry with this code (GB/T 4754-2017)' },
  'divisionCode.outside': { 'zh-CN': '不在您的管辖内', en: 'Not within your jurisdiction' },
  'recordEnterprise.nameless': { 'zh-CN': '请给出统一社会信用代码或名称', en: 'Give the enterprise\'s code or its name' },
  'record.closedDoor': { 'zh-CN': '只有座谈交流可以闭门', en: 'Only a symposium is held behind closed doors' },
  'record.future': { 'zh-CN': '日期尚未到来，不能办结记录', en: 'The day has not come yet: the record can not be finished' },
  'record.reasonMissing': { 'zh-CN': '更正已完成的记录须写明理由', en: 'A finished record is amended with a reason' },
  'lineId.format': { 'zh-CN': '应为 1 至 64 个字母、数字、点、下划线或短横', en: 'Expected 1 to 64 letters, digits, dots, underscores or hyphens' },
  'offRecord.self': { 'zh-CN': '不能给自己授权', en: 'Nobody grants themselves access' },
  'channelName.format': { 'zh-CN': '应为 2 至 40 个小写字母、数字或短横，以字母开头', en: 'Expected 2 to 40 lower-case letters, digits or hyphens, beginning with a letter' },
  'channelName.taken': { 'zh-CN': '已有同名渠道', en: 'There is a channel of this name already' },
  'scopes.twice': { 'zh-CN': '权限重复', en: 'A scope is named twice' },
  'expiresAt.past': { 'zh-CN': '到期时间已过', en: 'The time lies in the past' },
  'keys.tooMany': { 'zh-CN': '每个渠道至多 50 个未撤销的密钥', en: 'A channel has at most 50 keys that are not revoked' },
  'types.twice': { 'zh-CN': '类型重复', en: 'A type is named twice' },
  'webhook.https': { 'zh-CN': '回传地址须以 https:// 开头', en: 'A webhook is reached by https' },
  'webhook.credentials': { 'zh-CN': '地址中不得含账号与密码：消息已有签名', en: 'No credentials in the address: messages are signed' },
  'webhook.inside': { 'zh-CN': '该地址不在公网上；确需访问内网的，由部署方在 WEBHOOK_ALLOW 中列明', en: 'Not a public address; a deployment names those it allows in WEBHOOK_ALLOW' },
  'webhook.port': { 'zh-CN': '该端口属于其他协议', en: 'The port is another protocol\'s' },
  'webhooks.tooMany': { 'zh-CN': '每个渠道至多 10 个回传地址', en: 'A channel keeps at most 10 webhooks' },
  'amendment.empty': { 'zh-CN': '请至少补充一项', en: 'Amend at least one thing' },
  'cursor.expired': { 'zh-CN': '该位置早于保留期限，请不带 after 重新开始，并逐件核对诉求状态', en: 'It is older than what is kept: begin anew without after, and ask for each open appeal once' },
  'idempotencyKey.format': { 'zh-CN': '应为 1 至 255 个可见 ASCII 字符', en: 'Expected 1 to 255 visible ASCII characters' },
  'email.format': { 'zh-CN': '邮箱地址格式有误', en: 'Not a mail address' },
  'phoneLastFour.format': { 'zh-CN': '应为 4 位数字', en: 'Expected 4 digits' },
  'consent.missing': { 'zh-CN': '请阅读并同意个人信息处理说明', en: 'Please read and agree to how personal data is handled' },
  'phone.format': { 'zh-CN': '电话号码格式有误', en: 'Not a telephone number' },
  'occurredAt.format': { 'zh-CN': '应为真实存在的日期时间，并带时区，例如 2026-11-23T09:30:00+08:00', en: 'Expected a real date and time with an offset, such as 2026-11-23T09:30:00+08:00' },
  'occurredAt.future': { 'zh-CN': '发生时间晚于现在一天以上', en: 'The time lies more than a day ahead' },
  'occurredAt.past': { 'zh-CN': '发生时间过早', en: 'The time lies too far back' },
  'text.controlCharacter': { 'zh-CN': '含有控制字符', en: 'Contains control characters' },
  'text.brokenCharacter': { 'zh-CN': '含有残缺的字符（孤立代理项）', en: 'Contains a broken character (a lone surrogate)' },
  'field.unknown': { 'zh-CN': '没有这个字段', en: 'There is no such field' },
  'period.reversed': { 'zh-CN': '起始日期晚于截止日期', en: 'The first day is after the last' },
  'period.tooLong': { 'zh-CN': '一次最多分析 1100 天', en: 'At most 1,100 days are analysed at once' },
  'answerTemplate.nameTaken': { 'zh-CN': '您已有同名模板', en: 'You have a template of this name already' },
  'answerTemplate.tooMany': { 'zh-CN': '每人至多 200 个模板', en: 'A person keeps at most 200 templates' },
  'analysisView.nameTaken': { 'zh-CN': '您已有同名视图', en: 'You have a view of this name already' },
  'analysisView.tooMany': { 'zh-CN': '每人至多 100 个视图', en: 'A person keeps at most 100 views' },
  'analysisView.query': { 'zh-CN': '不是分析能用的查询', en: 'Not a question that the analysis takes' },
  'analysisMail.view': { 'zh-CN': '不是您保存的视图', en: 'Not a view of your own' },
  'analysisMail.twice': { 'zh-CN': '收件地址重复', en: 'An address is there twice' },
  'analysisMail.domain': { 'zh-CN': '收件域名不在允许之列', en: 'Mail does not go to this domain' },
  'analysisMail.uncovered': { 'zh-CN': '工作日历尚未覆盖下一次发送的日期，请先载入该年日历', en: 'The calendar does not cover the next day of sending yet: load its year first' },
  'analysisMail.tooMany': { 'zh-CN': '每人至多 20 个定时邮件', en: 'A person orders at most 20' },
  'asOf.future': { 'zh-CN': '该日尚未到来，没有数据可查', en: 'This day has not begun yet, and nothing is known of it' },
  'key.unknown': { 'zh-CN': '所选分组没有这样的行', en: 'The chosen grouping has no such row' },
  'caseId.unknown': { 'zh-CN': '没有这件案件，或不在您的管辖内', en: 'There is no such case within your jurisdiction' },
  'watchList.nameTaken': { 'zh-CN': '您已有同名清单', en: 'You have a list of this name already' },
  'watchList.tooMany': { 'zh-CN': '每人至多 100 个清单', en: 'A person keeps at most 100 lists' },
  'watchList.full': { 'zh-CN': '每个清单至多 500 件案件', en: 'A list holds at most 500 cases' },
  'handOver.samePerson': { 'zh-CN': '代理人不能是本人', en: 'The deputy is the absent person' },
  'handOver.past': { 'zh-CN': '代理期间已过', en: 'The period lies in the past' },
  'person.unknown': { 'zh-CN': '此人尚未使用过诉桥', en: 'This person has not opened Suqiao yet' },
  'digest.future': { 'zh-CN': '该日尚未到来', en: 'This day has not begun yet' },
  'bulk.filterOrCases': { 'zh-CN': '请给出 filter 或 caseIds 其中一项', en: 'Give filter or caseIds, one of them' },
  'bulk.tooMany': { 'zh-CN': '所选案件超过 2000 件，请缩小范围', en: 'More than 2000 cases: choose fewer' },
  'caseIds.twice': { 'zh-CN': '案件重复', en: 'A case is named twice' },
  'divisionCode.ambiguous': { 'zh-CN': '有多个同名区划，请用代码或写明所属市', en: 'Several divisions have this name: give the code, or the city as well' },
  'divisionCode.elsewhere': { 'zh-CN': '不在您的管辖内', en: 'Not within your jurisdiction' },
  'categoryCode.ambiguous': { 'zh-CN': '有多个同名分类，请用代码', en: 'Several categories have this name: give the code' },
  'occurredAt.day': { 'zh-CN': '无法识别的日期，例如 2026-11-20 或 2026-11-20 09:30', en: 'Not a date, such as 2026-11-20 or 2026-11-20 09:30' },
  'confidential.word': { 'zh-CN': '请填“是”或“否”', en: 'Expected yes or no' },
  'cell.tooLong': { 'zh-CN': '单元格超过 32767 个字符', en: 'The cell has more than 32,767 characters' },
  'row.overflows': { 'zh-CN': '单元格多于表头：引号或分隔符位置可能有误', en: 'More cells than headings: a quote or a delimiter may stand in a wrong place' },
  'row.sameNumber': { 'zh-CN': '编号与前面一行相同而内容不同', en: 'An earlier row has the same number and says something else' },
  'number.otherContent': { 'zh-CN': '该编号或该行已按另外的内容导入过', en: 'This number, or this row, was imported before with another content' },
  'import.failed': { 'zh-CN': '多次尝试未成功，请重新导入该行', en: 'It failed several times: import this row again' },
  'import.fieldTwice': { 'zh-CN': '除诉求内容外，每项只能对应一列', en: 'Only the content may be given to several columns' },
  'import.columnCount': { 'zh-CN': '对应关系的列数与文件不符', en: 'The mapping has not as many columns as the file' },
  'import.fieldMissing': { 'zh-CN': '诉求标题、诉求内容和企业名称须各有一列，或为全部行指定', en: 'Title, content and enterprise need a column each, or a value for all rows' },
  'import.rowsRemoved': { 'zh-CN': '各行因含个人信息已到期删除', en: 'The rows hold personal data and were removed when their time was over' },
  'import.tooManyWrong': { 'zh-CN': '错误行超过 50000 行，请用 CSV 下载', en: 'More than 50,000 wrong rows: ask for CSV' },
  'window.format': { 'zh-CN': '应为日期（yyyy-mm-dd，北京时间）或 UTC 时刻', en: 'Expected a day (yyyy-mm-dd, Asia/Shanghai) or an instant in UTC' },
  'number.format': { 'zh-CN': '请输入编号的开头，至少到日期，例如 SQ20261123', en: 'Give the beginning of a number, at least up to its date, such as SQ20261123' },
  'division.missing': { 'zh-CN': 'directly 须与 division 同用', en: 'directly goes with division' },
  'attachment.missing': { 'zh-CN': '请在 file 中上传一个文件', en: 'Send one file, named file' },
  'attachment.empty': { 'zh-CN': '文件为空', en: 'The file is empty' },
  'cursor.invalid': { 'zh-CN': '游标无效，请从第一页重新开始', en: 'The cursor is not valid; start from the first page' },
};

const typeNames: Readonly<Record<string, Text>> = {
  string: { 'zh-CN': '文本', en: 'a text' },
  number: { 'zh-CN': '数字', en: 'a number' },
  int: { 'zh-CN': '整数', en: 'a whole number' },
  nan: { 'zh-CN': '无效数字', en: 'not a number' },
  boolean: { 'zh-CN': 'true 或 false', en: 'true or false' },
  array: { 'zh-CN': '数组', en: 'a list' },
  object: { 'zh-CN': '对象', en: 'an object' },
  null: { 'zh-CN': '空值 null', en: 'null' },
  undefined: { 'zh-CN': '没有给出', en: 'nothing' },
};

const formatNames: Readonly<Record<string, Text>> = {
  uuid: { 'zh-CN': 'UUID', en: 'a UUID' },
  datetime: { 'zh-CN': 'RFC 3339 日期时间', en: 'an RFC 3339 date and time' },
  date: { 'zh-CN': 'yyyy-mm-dd 日期', en: 'a date as yyyy-mm-dd' },
  url: { 'zh-CN': '网址', en: 'a URL' },
  email: { 'zh-CN': '电子邮箱地址', en: 'an e-mail address' },
};

/** One of zod's issues in both languages. The input it met is told by its type and size only, never by its content. */
export function textOfIssue(issue: z.core.$ZodIssue): Text {
  const own = ownRules[issue.message];
  if (own !== undefined) return own;
  switch (issue.code) {
    case 'invalid_type':
      return typeText(issue.expected, issue.input);
    case 'too_small':
      return limitText('small', issue.origin, issue.minimum, sizeOf(issue.input));
    case 'too_big':
      return limitText('big', issue.origin, issue.maximum, sizeOf(issue.input));
    case 'invalid_value':
      return { 'zh-CN': `应为以下之一：${issue.values.map(String).join('、')}`, en: `Expected one of: ${issue.values.map(String).join(', ')}` };
    case 'invalid_format': {
      const format = formatNames[issue.format];
      return { 'zh-CN': format === undefined ? '格式有误' : `格式有误，应为${format['zh-CN']}`, en: format === undefined ? 'Not in the expected form' : `Expected ${format.en}` };
    }
    default:
      return { 'zh-CN': '内容有误', en: 'Not a valid value' };
  }
}

function typeText(expected: string, input: unknown): Text {
  const wanted = typeNames[expected] ?? { 'zh-CN': expected, en: expected };
  if (input === undefined) return { 'zh-CN': `缺少此项，应为${wanted['zh-CN']}`, en: `Missing; expected ${wanted.en}` };
  const came = typeNames[typeOf(input)] ?? { 'zh-CN': typeof input, en: typeof input };
  return { 'zh-CN': `应为${wanted['zh-CN']}，收到的是${came['zh-CN']}`, en: `Expected ${wanted.en}, got ${came.en}` };
}

function typeOf(input: unknown): string {
  if (input === null) return 'null';
  if (Array.isArray(input)) return 'array';
  return Number.isNaN(input) ? 'nan' : typeof input;
}

function limitText(side: 'small' | 'big', origin: string, limit: number | bigint, size: number | null): Text {
  const counted: Readonly<Record<string, Text>> = { string: { 'zh-CN': '个字符', en: ' characters' }, array: { 'zh-CN': '项', en: ' items' }, set: { 'zh-CN': '项', en: ' items' } };
  const unit = counted[origin];
  const bound = String(limit);
  if (unit === undefined) return side === 'small' ? { 'zh-CN': `不得小于 ${bound}`, en: `Must be at least ${bound}` } : { 'zh-CN': `不得大于 ${bound}`, en: `Must be at most ${bound}` };
  if (side === 'small' && bound === '1') return { 'zh-CN': '不能为空', en: 'Must not be empty' };
  const has: Text = size === null ? { 'zh-CN': '', en: '' } : { 'zh-CN': `，现为 ${String(size)} ${unit['zh-CN']}`, en: `; it has ${String(size)}` };
  const word: Text = side === 'small' ? { 'zh-CN': '至少', en: 'at least' } : { 'zh-CN': '至多', en: 'at most' };
  return { 'zh-CN': `${word['zh-CN']} ${bound} ${unit['zh-CN']}${has['zh-CN']}`, en: `Must have ${word.en} ${bound}${unit.en}${has.en}` };
}

function sizeOf(input: unknown): number | null {
  return typeof input === 'string' || Array.isArray(input) ? input.length : null;
}
