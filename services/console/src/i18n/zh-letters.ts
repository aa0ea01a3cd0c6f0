/** Texts of mending a dead letter, in Chinese. */
export const zhLetters = {
  mending: {
    title: '修改后放回', open: '修改', text: '记录内容（JSON）', textHint: '只改错的地方。显示为 **** 的号码原样保留即可，放回时是原来的号码；要改号码就写全。', reason: '修改理由', reasonHint: '例如：版本号写错，按规范改正', submit: '校验并放回', done: '修改后的记录已放回，原件保留', mended: '已修改后放回', shownMended: '查看放回的内容',
  },
};
