/** Texts of the routing rules and their dry run, in Chinese. */
export const zhRouting = {
  routing: {
    title: '派单规则', lead: '每个分类派给哪个部门。改动只用来试算近期诉求会派到哪里，不改变现行规则。', rules: '规则', column: { category: '分类', division: '适用地区', department: '派给' }, everywhere: '全省', departmentOf: '{{category}}派给', changed: '{{count}} 条有改动', undo: '还原',
    own: '为一个地区另定', ownCategory: '分类', ownDivision: '行政区划代码', ownDepartment: '派给', add: '加上', last: '试算最近多少件', lastOption: '{{count}} 件', run: '试算',
    result: '试算结果', none: '最近 {{looked}} 件中没有一件会改派。', moved: '最近 {{looked}} 件中有 {{moved}} 件会改派。', flows: '从哪里到哪里', flow: '{{from}} → {{to}}：{{count}} 件', items: '改派的诉求', item: '{{from}} → {{to}}', truncated: '只列出前 {{count}} 件。',
  },
};
