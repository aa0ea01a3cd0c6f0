/** Texts of common issues and of the lists behind figures, in Chinese. */
export const zhIssues = {
  issues: {
    title: '共性问题', lead: '同一类问题自动成组，由人确认、更正、研究，直到有措施、见成效、逐件答复。', back: '返回共性问题', list: '共性问题清单', tabs: '清单', search: '名称里的字', find: '查找', order: '排序',
    tab: { open: '全部在办', candidate: '待确认', overdue: '逾期', closed: '已办结', all: '全部' }, orderBy: { heat: '热度', due: '到期日', newest: '最新形成' },
    empty: '没有这样的共性问题。', emptyHint: '五件以上、三家以上企业说同一件事，半年之内，就会自动成组出现在这里。',
    column: { name: '问题', state: '状态', appeals: '诉求', enterprises: '企业', places: '涉及地区', heat: '热度', weeks: '近十二周', due: '到期' },
    state: { candidate: '待确认', confirmed: '已确认', studying: '研究中', proposed: '已提建议', consulting: '会商中', measured: '措施已定', watching: '成效跟踪', closed: '已办结', dismissed: '不成立', joined: '已并入' },
    late: '逾期', dueIn: '本步到期', told: '已告知{{level}}', placesMore: '等 {{count}} 地', noDue: '本步不限时', leadUnit: '牵头单位', jointUnits: '配合单位', noLead: '尚未确定', undivided: '未定区划',
    figures: '数字', total: '诉求', firms: '企业', span: '时间', spanOf: '{{from}} 至 {{to}}', heat: '热度', places: '地区', channels: '渠道', categories: '分类', weeks: '每周新来', weekOf: '{{from}} 当周 {{count}} 件', effect: '成效', effectBefore: '措施前 {{days}} 天', effectAfter: '措施后 {{days}} 天', percent: '{{change}}', formula: '怎么算的',
    study: '研究结论', proposals: '建议', consultation: '会商', measure: '措施', measureFrom: '{{when}} 起施行', outcomeTitle: '办结', reopenings: '重启 {{times}} 次',
    appeals: '诉求（{{count}} 件）', chosen: '已选 {{count}} 件', choose: '选择 {{number}}', chooseAll: '全选本页', why: '为何在这一组', whyWith: '与 {{number}} 相似 {{share}}：{{words}}', whyFirst: '这一组由它开始', answered: '已逐件答复', dropNew: '拆成新问题', dropNone: '移出，不属于任何问题', dropTo: '移到“{{name}}”', dropHint: '勾选后点按钮，或把一行拖到按钮上。',
    corrections: '更正记录', noCorrections: '还没有更正。', correctedBy: '{{name}}，{{when}}', undone: '已撤销', timeline: '全程', commands: '办理', notNow: '为什么其余不能办', none: '您现在没有可办的事项。', saved: '已办理',
    command: {
      confirm: '确认', dismiss: '认定不成立', revive: '恢复', rename: '改名', join: '并入另一个问题', split: '拆分', move: '移动诉求', undo: '撤销更正', nameLead: '定牵头单位', propose: '提出建议', callConsultation: '召集会商', adoptMeasure: '确定措施', studyAgain: '再研究', close: '办结', reopen: '重启', extend: '延期', comment: '备注',
    },
    done: {
      confirm: '已确认', dismiss: '已认定不成立', revive: '已恢复', rename: '已改名', join: '已并入', split: '已拆分', move: '已移动', undo: '已撤销', nameLead: '已定牵头单位', propose: '建议已提出', callConsultation: '已召集会商', adoptMeasure: '措施已定', studyAgain: '已退回研究', close: '已办结，正在逐件答复', reopen: '已重启', extend: '已延期', comment: '已备注',
    },
    transition: {
      formed: '自动成组', confirmed: '确认', dismissed: '认定不成立', revived: '恢复', renamed: '改名', joined: '并入其他问题', tookIn: '并入诉求', split: '拆出诉求', moved: '移动诉求', undone: '撤销更正', leadNamed: '定牵头单位', proposed: '提出建议', consultationCalled: '召集会商', measureAdopted: '确定措施',
      watchStarted: '措施施行，开始跟踪成效', studiedAgain: '退回再研究', closed: '办结', reopened: '重启', extended: '延期', commented: '备注', overdue: '本步逾期', escalated: '逾期告知上级', recalculated: '日历更新，重算期限',
    },
    outcome: { solved: '已解决', partlySolved: '部分解决', explained: '解释说明' }, kind: { policy: '政策措施', fix: '整改办理' },
    form: {
      name: '名称', nameKeep: '名称（不改可不填）', reason: '理由', other: '并进来的是哪个问题', otherHint: '它的诉求全部并到这里，可以撤销', newName: '新问题的名称（可不填）', unitId: '牵头单位', jointUnitIds: '配合单位（可不选）', demand: '研究要求', study: '研究结论', proposals: '建议（一行一条）',
      day: '哪一天', time: '几点', participants: '参加单位和人员', agenda: '议题', kind: '措施性质', measureTitle: '措施名称', text: '内容', document: '文号（没有可不填）', effectiveDay: '自哪一天施行', outcome: '结果', reply: '逐件答复的内容（每位诉求人都会收到）', days: '延长几个工作日', comment: '备注', pick: '请选择', applyTo: '涉及 {{count}} 件诉求',
    },
  },
  figureList: { title: '数字背后的诉求', lead: '共 {{total}} 件，与数字一致。保密诉求不计入。', back: '返回', empty: '没有这样的诉求。', emptyHint: '换一个数字，或放宽条件。', list: '诉求清单', column: { title: '诉求', channel: '渠道', category: '分类', division: '地区', state: '状态', received: '收到' }, noCase: '待派单' },
};
