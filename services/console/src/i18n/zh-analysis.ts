/** Texts of the analysis, in Chinese. */
export const zhAnalysis = {
  analysis: {
    title: '分析', scope: '分析范围', from: '起', to: '止', show: '查看', place: '地区', category: '分类', channel: '渠道', level: '层级', state: '办理状态', issue: '共性问题', ending: '结果', any: '全部', clear: '清除筛选', open: '在办', outcome: { answered: '答复办结', withdrawn: '撤诉', merged: '并案' },
    totals: '总量', appeals: '诉求', enterprises: '企业', files: '导出', lead: '点名称或图形缩小范围，再点一次取消；点数字打开这些诉求。保密诉求不计入。', empty: '这个范围里没有诉求。', emptyHint: '放宽时间、地区或分类。',
    trend: { day: '按日走势', week: '按周走势', month: '按月走势' }, begins: '起始日', count: '诉求', most: '最多 {{count}} 件', places: '地区', map: '十六市', wider: '返回上一级', categories: '分类', channels: '渠道', flow: '渠道 → 层级 → 结果', flowFrom: '从', flowTo: '到', calendar: '日历', day: '日期', calendarCut: '图上只画最近 53 周，全部日期见表格。',
    views: '保存的视图', viewName: '视图名称', viewShared: '与本单位同事共享', viewSave: '保存当前筛选', viewSaved: '已保存“{{name}}”', viewRemove: '删除', viewBy: '{{name}}共享',
    below: '{{name}}的下级分类（{{count}}）', narrow: '只看{{name}}', widen: '不再只看{{name}}', asTable: '{{title}}：表格',
  },
};
