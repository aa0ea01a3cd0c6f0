import type { CaseView } from '@suqiao/contracts';
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { openTexts, useTexts } from '../../i18n';
import { FormDrawer } from '../../parts/form-drawer';
import { useReader } from '../../session/reader';
import { CaseNews } from './case-news';
import { CommandField } from './command-field';
import { blankFor, faultsOf, fieldsOf, orderFrom, ruleUnitOf, type Filled, type WrittenCommand } from './command-form';
import { isDrafted, keepDraft, readDraft } from './draft';
import { RequestFacts } from './request-facts';
import type { CommandOrder } from './use-command';

const AnswerTemplates = lazy(async () => {
  const [templates] = await Promise.all([import('./answer-templates'), openTexts('templates')]);
  return templates;
});

interface CommandDrawerProps {
  readonly view: CaseView;
  readonly command: WrittenCommand;
  readonly pending: boolean;
  readonly failure: ReactNode;
  readonly onSubmit: (order: CommandOrder) => void;
  readonly onClose: () => void;
}

/** The form of one command beside the case, so that the case can be read while it is written. */
export default function CommandDrawer({ view, command, pending, failure, onSubmit, onClose }: CommandDrawerProps) {
  const { t } = useTexts();
  const { subject } = useReader();
  const unit = ruleUnitOf(view);
  const restored = isDrafted(command) ? readDraft(view.caseId, command, subject) : '';
  const [filled, setFilled] = useState<Filled>(() => ({ ...blankFor(view), content: restored }));
  const [draftNote, setDraftNote] = useState(restored === '' ? '' : t('form.draftRestored'));
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const faults = tried ? faultsOf(command, filled, unit) : {};
  useEffect(() => {
    // What is wrong may stand above what can be seen: the first of it gets the focus.
    if (tried) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [tried]);
  const fill = (change: Partial<Filled>) => {
    setFilled((before) => ({ ...before, ...change }));
    if (change.content === undefined || !isDrafted(command)) return;
    setDraftNote(keepDraft(view.caseId, command, subject, change.content) ? t('form.draftSaved') : '');
  };
  const submit = () => {
    const order = orderFrom(command, filled, unit);
    setTried(order === null);
    if (order !== null) onSubmit(order);
  };
  return (
    <FormDrawer title={t(`command.${command}`)} submitText={t('form.submit', { command: t(`command.${command}`) })} pending={pending} form={form} onSubmit={submit} onClose={onClose}>
      <p className="drawer-case">{view.title}</p>
      <CaseNews view={view} />
      {failure}
      {(command === 'approve' || command === 'refuse') && view.request !== null && <RequestFacts request={view.request} level={view.level} />}
      {fieldsOf[command].map((name) => <CommandField key={name} name={name} command={command} view={view} filled={filled} fault={faults[name] ?? null} onFill={fill} />)}
      {isDrafted(command) && <Suspense fallback={null}><AnswerTemplates text={filled.content} onPut={(content) => { fill({ content }); }} /></Suspense>}
      {isDrafted(command) && <p className="quiet small draft-note" role="status">{draftNote}</p>}
    </FormDrawer>
  );
}
