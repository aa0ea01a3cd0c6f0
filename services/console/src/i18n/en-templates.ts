import type { Widened } from './widened';
import type { zhTemplates } from './zh-templates';

/** Texts of answer templates, in English. */
export const enTemplates: Widened<typeof zhTemplates> = {
  templates: { title: 'Answer templates', choose: 'Template', none: 'Choose one', by: '{{name}} (shared by {{person}})', put: 'Use', remove: 'Remove template', removed: 'The template was removed', keep: 'Keep what is written as a template', name: 'Name of the template', shared: 'Share with my unit', save: 'Keep as template', kept: 'Kept as the template “{{name}}”' },
};
