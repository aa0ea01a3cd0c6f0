/** Texts of special reports, in Chinese. */
export const zhReports = {
  reports: {
    title: '专题报告', lead: '每季度一份，从数据起草，逐步审签，编号定稿后报送省营转办，所列问题跟踪到解决。', list: '报告清单', empty: '还没有专题报告。', emptyHint: '选一个季度起草。', back: '返回专题报告', quarter: '季度', make: '起草', quarterName: '{{year}}年第{{number}}季度',
    column: { title: '标题', quarter: '季度', number: '文号', state: '状态', problems: '未办结问题' }, noNumber: '未编号', drawingNow: '正在取数起草，完成后自动显示。', drawnAt: '取数时间 {{when}}', digest: '定稿摘要 SHA-256：{{digest}}',
    state: { drafting: '起草中', draft: '草稿', submitted: '送审中', sentBack: '已退改', approved: '已签批', frozen: '已定稿', sent: '已报送', received: '已回执', concluded: '已办结', abandoned: '已作废' },
    command: { redraft: '重新取数', submit: '送审', approve: '同意', sendBack: '退改', freeze: '编号定稿', send: '报送', recordReceipt: '登记回执', recordInstruction: '登记批示', addProblem: '增加问题', changeProblem: '修改问题', removeProblem: '移除问题', followProblem: '跟踪问题', comment: '备注', abandon: '作废' },
    done: { redraft: '正在重新取数', submit: '已送审', approve: '已同意', sendBack: '已退回修改', freeze: '已编号定稿', send: '已登记报送', recordReceipt: '回执已登记', recordInstruction: '批示已登记', addProblem: '问题已增加', changeProblem: '问题已修改', removeProblem: '问题已移除', followProblem: '进展已登记', comment: '备注已记下', abandon: '报告已作废' },
    transition: { created: '开始起草', drafted: '起草完成', redrafted: '重新取数', submitted: '送审', stepApproved: '审核同意', approved: '签批', sentBack: '退改', frozen: '编号定稿', sent: '报送', receiptRecorded: '登记回执', instructed: '登记批示', problemAdded: '增加问题', problemChanged: '修改问题', problemRemoved: '移除问题', problemFollowed: '问题进展', problemOverdue: '问题逾期', concluded: '问题全部办结', commented: '备注', abandoned: '作废' },
    problemState: { open: '未办', inProgress: '办理中', solved: '已解决', dropped: '不再跟踪' },
    commands: '办理', none: '您现在没有可办的事项。', notNow: '为什么其余不能办', steps: '审签步骤', stepDone: '{{name}} 已同意', stepWaits: '待审', timeline: '全程', downloads: '导出', docx: '公文（DOCX）', pdf: '版式（PDF）', xlsx: '附件（XLSX）',
    editor: '正文', preview: '版面预览', edit: '编辑正文', save: '保存正文', saved: '正文已保存', unsaved: '有未保存的修改', discard: '放弃修改，载入最新', kindLabel: '第 {{number}} 段类型', textLabel: '第 {{number}} 段文字', up: '上移第 {{number}} 段', down: '下移第 {{number}} 段', remove: '删除第 {{number}} 段', add: '增加一段',
    kind: { heading1: '一级标题', heading2: '二级标题', heading3: '三级标题', paragraph: '段落', table: '表', chart: '图' }, titleLabel: '标题', insertLabel: '插入数字到光标处', insertNone: '选一个数字', tableChoice: '选一个表', chartChoice: '选一个图', unknown: '取数中没有：{{names}}', typed: '手写的数字“{{numbers}}”没有连到清单，请改用插入的数字。', figureLink: '打开“{{name}}”的清单',
    problems: '跟踪问题', noProblems: '没有列入跟踪的问题。', owner: '责任单位', noOwner: '未定', dueOn: '期限', late: '逾期', progress: '进展：{{text}}', linked: '共性问题', earlier: '前期报告的问题', sending: '报送', receipt: '回执', instructions: '批示',
    keptTitle: '取数时的诉求', keptLead: '共 {{total}} 件，与数字一致；此清单定稿后不变。', keptList: '诉求清单', keptBack: '返回报告', keptColumn: { number: '编号', received: '受理时间', channel: '渠道', division: '区划', category: '类别', state: '状态' }, keptEmpty: '没有诉求。', keptEmptyHint: '这个数字是零。', noCase: '尚无办件',
    form: { opinion: '意见（可不填）', reason: '理由', way: '报送方式', recipient: '报送对象', receivedOn: '收到日期', receiptNumber: '收文编号（可不填）', note: '备注（可不填）', instructedOn: '批示日期', office: '批示机关（不写个人姓名）', text: '内容', name: '问题', issue: '对应的共性问题', issueNone: '不对应共性问题', owner: '责任单位（可不填）', dueOn: '期限（可不填）', state: '状态', progress: '进展', keepText: '保留已写的正文', confirm: '确认{{command}}？', submit: '{{command}}' },
  },
};
