/** Texts of what helps whoever answers a case, in Chinese. */
export const zhKnowledge = {
  knowledge: {
    title: '相似办结诉求与适用政策', open: '查找', answered: '相似办结诉求', noAnswered: '没有相似的已办结诉求。', policies: '适用政策', noPolicies: '没有适用的政策。', elsewhere: '本管辖区以外',
    words: '相同词语：{{words}}', category: '同属“{{name}}”', likeness: '相似度 {{percent}}', closed: '办结于 {{when}}', answer: '答复全文', take: '用作答复草稿', taken: '已放入答复草稿，请核对修改后再提交', inForce: '{{from}}起施行', summary: '要点', source: '原文在 {{host}}（新窗口）',
  },
};
