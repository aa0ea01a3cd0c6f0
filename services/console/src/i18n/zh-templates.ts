/** Texts of answer templates, in Chinese. */
export const zhTemplates = {
  templates: { title: '答复模板', choose: '模板', none: '请选择', by: '{{name}}（{{person}}共享）', put: '套用', remove: '删除模板', removed: '模板已删除', keep: '把已写的内容存为模板', name: '模板名称', shared: '与本单位同事共享', save: '存为模板', kept: '已存为模板“{{name}}”' },
};
