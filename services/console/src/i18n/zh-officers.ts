/** Texts of officers' pages, in Chinese. */
export const zhOfficers = {
  recordKind: { visit: '走访调研', symposium: '座谈交流', questionnaire: '问卷调查', 'opinion-brief': '社情民意信息' },
  importField: { number: '编号', title: '标题', content: '内容', occurredAt: '发生时间', appellantName: '诉求人', creditCode: '统一社会信用代码', contact: '联系人', phone: '电话', divisionCode: '管辖', categoryCode: '分类', confidential: '保密' },
  imports: {
    title: '文件导入', lead: '先预览，再导入；错误行可下载、改好后再上传。', upload: '上传文件', channel: '来源', file: '文件（XLSX 或 CSV）', send: '上传并检查', reading: '正在读取…', hint: '最多 20 MB、10 万行；CSV 可用 UTF-8 或 GB18030。同一文件传两次不会重复。', template: '下载模板（{{format}}）', list: '我的导入', none: '还没有导入过文件。', noneHint: '先下载模板，填好后在上面上传。',
    column: { file: '文件', channel: '来源', rows: '行数', imported: '已成诉求', wrong: '有误', state: '状态', uploaded: '上传时间' }, state: { checking: '正在检查', ready: '待导入', importing: '正在导入', finished: '已完成' },
    back: '返回文件导入', encoding: '编码 {{encoding}}', sheet: '工作表 {{sheet}}', otherSheets: '未读取的工作表：{{sheets}}', sameFile: '这个文件以前传过，其中的行已经在了。', earlier: '查看上一次', figures: '导入情况', figure: { rows: '行数', good: '可导入', bad: '有误', same: '与前行相同', imported: '已成诉求', refused: '未受理' },
    commit: '导入 {{count}} 行', committed: '开始导入', missing: '还缺少：{{fields}}。请在下面指定对应的列。', mend: '下载 {{count}} 行有误的（{{format}}）', mapping: '列的对应', unreadColumns: '这些列不会读取：{{columns}}', unread: '不读取', unnamed: '第 {{number}} 列', twice: '同一项不能对应两列（内容除外）。', checkAgain: '按此重新检查', removed: '导入已完成一段时间，逐行数据已删除，只保留数字。',
    preview: '逐行预览', show: { wrong: '有误的行', all: '全部行' }, noRows: '没有这样的行。', rowsOf: '{{file}} 的行', row: '行', kind: { unchecked: '待检查', good: '可导入', bad: '有误', same: '重复', added: '已导入', present: '原已有', refused: '未受理' }, sameAs: '与第 {{row}} 行相同',
  },
};
