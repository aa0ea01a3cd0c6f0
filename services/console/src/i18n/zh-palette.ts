/** Texts of the palette, in Chinese. */
export const zhPalette = {
  palette: {
    label: '页面、编号、标题或企业名称', found: '找到的页面、诉求和设置', setting: '设置', none: '没有找到。诉求按编号、标题或诉求人名称中的词查找。', all: '查看全部 {{count}} 件诉求', hint: '↑ ↓ 选择，Enter 打开，Esc 关闭',
  },
  found: { title: '查找“{{words}}”', lead: '后到期的排在最上面，含已办结。', empty: '没有找到诉求。', emptyHint: '按编号开头、标题或诉求人名称中的词查找，只找您有权查看的。' },
};
