/** Texts of the officers' records, in Chinese. */
export const zhRecords = {
  records: {
    title: '走访座谈', lead: '走访调研、座谈交流、问卷调查、社情民意信息；一份记录可提出多件诉求，并一直连着。', list: '记录清单', none: '没有这样的记录。', noneHint: '换一个筛选，或新建一份。', make: '新建记录', submit: '存为草稿', made: '草稿已保存', change: '修改', amend: '更正', save: '保存', saved: '已保存', back: '返回走访座谈',
    kind: '类型', kindAny: '全部类型', search: '标题、纪要中的文字', find: '查找', whose: '谁的', whoseAny: '可见的全部', mine: '我的（含草稿）', column: { title: '记录', kind: '类型', date: '日期', place: '地点', author: '记录人', state: '状态' }, state: { draft: '草稿', finished: '已完成' }, closedDoor: '闭门',
    name: '标题', date: '日期', divisionCode: '行政区划代码（省外不填）', place: '地点', closedDoorField: '闭门座谈（可另记不记名发言）', host: '主持人（姓名，单位，职务）', participants: '参加人（一行一位：姓名，单位，职务）', enterprises: '参加企业（一行一家：统一社会信用代码或名称）', summary: '纪要', remarks: '发言要点（记名，可公开）', reason: '更正理由',
    finish: '完成记录', finishHint: '完成后可提出诉求；再修改须写明理由。', finished: '记录已完成', facts: '基本情况', people: '参加人', noPeople: '未填', enterprisesTitle: '参加企业', unregistered: '未登记', by: '{{name}} 记录，{{when}} 更新', historyTitle: '更正记录', historyLine: '第 {{version}} 版，{{name}}，{{when}}：{{reason}}',
    appeals: '由此提出的诉求', noAppeals: '还没有由此提出诉求。', raise: '提出诉求', raiseHint: '先完成记录，再提出诉求。', raised: '诉求已受理，编号 {{number}}', raiseSubmit: '提交', appealTitle: '诉求标题', content: '诉求内容', appellant: '企业名称', creditCode: '统一社会信用代码（可不填）', contact: '联系人', phone: '电话', confidential: '保密', another: '提交后继续填下一件', raisedBy: '{{name}}，{{when}} 提出',
    offRecord: '不记名发言', offRecordHint: '另存，不进入任何导出；每次查阅都登记查阅人和时间。', read: '查阅并登记', noRemarks: '没有不记名发言。', add: '记一条', remark: '发言内容（不记姓名）', addSubmit: '记下', added: '已记下', readings: '查阅登记', reading: '{{name}}，{{when}}',
  },
};
