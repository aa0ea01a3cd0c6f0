/** Texts of proposed duplicates and of the register of enterprises, in Chinese. */
export const zhRegister = {
  duplicates: {
    title: '疑似重复', lead: '同一诉求人同一事项，经不同渠道或换了说法又来一次。由人决定，可撤销。', tabs: '清单', tab: { mergeable: '可并案', proposed: '全部待定', merged: '已并案', refused: '已否定', undone: '已撤销并案' },
    empty: '没有这样的疑似重复。', emptyHint: '新诉求进来后会自动比对，有疑似的会出现在这里。', kind: { exact: '相同', near: '相近' }, alike: '相似 {{share}}', earlier: '先来的', later: '后来的', pair: '{{earlier}} 与 {{later}}',
    received: '{{when}} 收到，渠道 {{channel}}', confidential: '保密', open: '打开诉求', mergedInto: '已并入 {{number}}', waits: '先来的已办结，或后来的当前状态不能并案。', decided: '{{name}}，{{when}}', byRule: '由规则', refusal: '理由：{{reason}}',
    merge: '并案', mergeTitle: '把后来的并入先来的', mergeHint: '{{later}} 并入 {{earlier}}：后来的随先来的办理与答复，两个渠道都会得到通知；并错了可以撤销。', refuse: '不是同一件', refuseTitle: '两件不同的事项', refuseHint: '否定后不再提示这一对。', unmerge: '撤销并案', unmergeTitle: '撤销并案', unmergeHint: '后来的回到原单位继续办理，原到期日不变。', reason: '理由', done: '已办理',
  },
  enterprises: {
    title: '企业库', lead: '诉求里出现的企业和工商联登记的企业，以统一社会信用代码为准。', list: '企业', none: '没有这样的企业。', noneHint: '换个名称开头，或登记一家。', search: '名称或统一社会信用代码的开头', find: '查找', only: '范围', scope: { all: '全部', provisional: '待核实', confirmed: '已核实' }, sizeAny: '规模不限', size: { large: '大型', medium: '中型', small: '小型', micro: '微型' }, sizeLabel: '规模',
    column: { name: '企业', division: '地区', industry: '行业', size: '规模', state: '状态' }, provisional: '待核实', confirmed: '已核实', provisionalHint: '由诉求带入，尚未有人核实。', enter: '登记企业', entered: '已登记', change: '修改', confirm: '核实', saved: '已保存', save: '保存', submit: '登记', back: '返回企业库', unknown: '未填',
    creditCode: '统一社会信用代码', name: '名称', formerNames: '曾用名（一行一个）', division: '行政区划代码', address: '地址', industry: '行业代码（GB/T 4754，如 C34）', private: '民营', privateAny: '未知', yes: '是', no: '否', chambers: '所属商会（一行一个）', badCode: '不是有效的统一社会信用代码（18 位，校验码须正确）', fields: '登记信息', figures: '情况',
    appeals: '诉求', figure: { total: '诉求', open: '在办', answered: '已答复', records: '走访座谈' }, noAppeals: '没有您可见的诉求。', due: '{{when}} 到期', answer: '答复：{{text}}', history: '修改记录', changed: '第 {{version}} 版，{{when}}，{{name}}', byAppeal: '由诉求带入', early: { received: '已受理', classified: '已梳理' },
  },
};
