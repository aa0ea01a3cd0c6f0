/** Texts of the analysis, in Chinese. */
export const zhAnalysis = {
  analysis: {
    title: '分析', scope: '分析范围', from: '起', to: '止', show: '查看', place: '地区', category: '分类', channel: '渠道', level: '层级', state: '办理状态', issue: '共性问题', ending: '结果', any: '全部', clear: '清除筛选', open: '在办', outcome: { answered: '答复办结', withdrawn: '撤诉', merged: '并案' },
    totals: '总量', appeals: '诉求', enterprises: '企业', files: '导出', lead: '点名称或图形缩小范围，再点一次取消；点数字打开这些诉求。保密诉求不计入。', empty: '这个范围里没有诉求。', emptyHint: '放宽时间、地区或分类。',
    trend: { day: '按日走势', week: '按周走势', month: '按月走势' }, begins: '起始日', count: '诉求', most: '最多 {{count}} 件', places: '地区', map: '十六市', wider: '返回上一级', categories: '分类', channels: '渠道', flow: '渠道 → 层级 → 结果', flowFrom: '从', flowTo: '到', calendar: '日历', day: '日期', calendarCut: '图上只画最近 53 周，全部日期见表格。',
    views: '保存的视图', viewName: '视图名称', viewShared: '与本单位同事共享', viewSave: '保存当前筛选', viewSaved: '已保存“{{name}}”', viewRemove: '删除', viewBy: '{{name}}共享',
    mail: {
      title: '定时邮件（{{count}}）', lead: '把保存的视图定期发到邮箱：按您发送当时的角色和管辖取数，只有数字，不含诉求人和内容。遇休息日顺延到工作日，上班时发出。', list: '定时邮件', separator: '、', order: '订阅', ordered: '已订阅“{{name}}”', noView: '先在上面保存一个视图。',
      off: '本部署没有开通分析邮件。请管理员设定 SMTP_URL、MAIL_FROM 和 ANALYSIS_MAIL_DOMAINS（允许的收件域名，用逗号分隔）。',
      view: '视图', every: '多久一次', on: '哪天', rhythm: { week: '每周', month: '每月', quarter: '每季度首个工作日' }, everyWeek: '每周{{day}}', everyMonth: '每月 {{day}} 日', everyQuarter: '每季度首个工作日', language: '邮件语言', in: { 'zh-CN': '中文', en: '英文' }, to: '收件地址（一行一个，限 {{domains}}）',
      state: { running: '发送中', paused: '已停发', stopped: '已中止' }, next: '下一次', uncovered: '工作日历尚未覆盖 {{day}}，载入后才能定下一次', pause: '停发', resume: '续发', test: '试发', testTo: '试发到', tested: '已试发到 {{address}}',
      why: { moved: '您的角色或管辖已变，续发即按现在的', unseen: '超过 100 天没有打开分析页，无法确认您现在的角色', viewGone: '视图已删除', question: '视图的条件已不能查询', domains: '收件域名已不在允许之列', removed: '订阅已删除', paused: '已停发', stopped: '已中止', error: '未能取数' },
      sendings: '发送记录（{{count}}）', sendingsCut: '显示最近 {{count}} 次', sending: { waiting: '待发', sent: '已发', failed: '未发全' }, delivery: { waiting: '待发', sending: '正在发', sent: '已发', failed: '未发出', uncertain: '不能确定是否发出，不再重发' },
    },
    below: '{{name}}的下级分类（{{count}}）', narrow: '只看{{name}}', widen: '不再只看{{name}}', asTable: '{{title}}：表格',
  },
};
