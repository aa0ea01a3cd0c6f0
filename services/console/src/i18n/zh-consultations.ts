/** Texts of consultations, in Chinese. */
export const zhConsultations = {
  consultations: {
    title: '会商', lead: '几个单位坐到一起，议定措施，任务到单位、到日期，逾期留痕。', back: '返回会商', list: '会商清单', tabs: '清单', tab: { all: '全部', called: '待召开', held: '任务办理中', overdue: '任务逾期', closed: '已办结' },
    empty: '没有这样的会商。', emptyHint: '可以按需召集，也可以设定定期会商。', call: '召集会商', schedule: '定期会商', state: { called: '待召开', held: '任务办理中', closed: '已办结', cancelled: '已取消' }, late: '任务逾期', tasksDone: '任务 {{done}}/{{all}}', noTasks: '没有任务',
    when: '时间', place: '地点', units: '参加单位', others: '其他参加人', agenda: '议题', minutes: '纪要', decisions: '议定事项', tasks: '任务', due: '到期', feedback: '落实情况：{{text}}', done: '已办结', open: '办理中', wasLate: '曾逾期', commands: '办理', none: '您现在没有可办的事项。', notNow: '为什么其余不能办', timeline: '全程', bySchedule: '由定期会商召集', noAgenda: '没有议题。',
    command: { change: '更改安排', hold: '记录召开情况', finishTask: '办结任务', returnTask: '退回任务', close: '办结', cancel: '取消会商' }, saved: { change: '已更改', hold: '已记录', finishTask: '任务已办结', returnTask: '任务已退回', close: '会商已办结', cancel: '会商已取消' }, called: '已召集', scheduleSaved: '已保存', scheduleGone: '已取消定期会商',
    transition: { called: '召集', changed: '更改安排', held: '召开', taskDone: '任务办结', taskReturned: '任务退回', taskOverdue: '任务逾期', closed: '办结', cancelled: '取消' },
    form: { title: '名称', day: '哪一天', time: '几点', place: '地点', units: '参加单位', others: '其他参加人（一行一个，可不填）', issues: '列入的共性问题', topics: '其他议题（一行一条，可不填）', minutes: '纪要', decisions: '议定事项（一行一条，可不填）', task: '任务 {{number}}', taskText: '任务内容', taskUnit: '责任单位', taskDays: '几个工作日内', addTask: '加一项任务', removeTask: '去掉任务 {{number}}', feedback: '落实情况', reason: '理由', note: '说明（可不填）', every: '每', everyOf: { week: '每周', month: '每月', quarter: '每季度首月' }, on: '第几日（每周：1 为周一，7 为周日）', daysBefore: '提前几天召集', mostIssues: '最多列入几个共性问题', save: '保存', remove: '取消定期会商', next: '下一次：{{when}}', noNext: '尚未设定。', scheduleLead: '到时自动召集，议题为当时最热的、已确认而未办结的共性问题；遇休息日顺延到工作日。' },
  },
};
