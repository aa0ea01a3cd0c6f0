import { caseCommandSchema, caseStateSchema, type CaseCommand, type CaseView } from '@suqiao/contracts';
import { Alert, Button } from 'antd';
import { lazy, Suspense, type ReactNode } from 'react';
import { ApiProblem } from '../../api/client';
import { useTexts } from '../../i18n';
import { ProblemNotice, useProblemWords } from '../../parts/notices';
import type { WrittenCommand } from './command-form';
import { mainCommands } from './command-groups';
import { CommandMenu } from './command-menu';
import { useCommand } from './use-command';

// Forms are loaded when one is opened: most readers of a case write nothing.
const CommandDrawer = lazy(() => import('./command-drawer'));

interface CaseCommandsProps {
  readonly view: CaseView;
  /** The command whose form is open. */
  readonly open: WrittenCommand | null;
  readonly onOpen: (command: WrittenCommand | null) => void;
  readonly more?: ReactNode;
}

/** What may be done with the case now: what brings it on as buttons, everything else in the menu, what may not with its reason. */
export function CaseCommands({ view, open, onOpen, more }: CaseCommandsProps) {
  const { t } = useTexts();
  const order = useCommand(view.caseId);
  const press = (command: CaseCommand) => {
    order.reset();
    if (command === 'accept') order.mutate({ command, body: {} });
    else onOpen(command);
  };
  return (
    <section className="commands" aria-label={t('case.commands')}>
      <div className="command-row">
        {mainCommands(view.commands).map((command, index) => (
          <Button key={command} type={index === 0 ? 'primary' : 'default'} loading={order.isPending && order.variables.command === command} onClick={() => { press(command); }}>{t(`command.${command}`)}</Button>
        ))}
        <CommandMenu offers={view.commands} onPress={press} />
        {more}
      </div>
      {order.error !== null && open === null && <CommandFailure error={order.error} />}
      {open !== null && (
        <Suspense fallback={null}>
          <CommandDrawer view={view} command={open} pending={order.isPending} failure={order.error === null ? null : <CommandFailure error={order.error} />}
            onSubmit={(wanted) => { order.mutate(wanted, { onSuccess: () => { onOpen(null); } }); }} onClose={() => { onOpen(null); }} />
        </Suspense>
      )}
    </section>
  );
}

/** A refused command in words: why, what the case is now, what could be done instead. */
function CommandFailure({ error }: { readonly error: Error }) {
  const { t, language } = useTexts();
  const { title, details } = useProblemWords(error);
  if (!(error instanceof ApiProblem) || error.problem.status !== 409) return <ProblemNotice error={error} />;
  const state = caseStateSchema.safeParse(error.problem.state);
  const allowed = (error.problem.allowed ?? []).flatMap((name) => caseCommandSchema.safeParse(name).data ?? []);
  const names = allowed.map((command) => t(`command.${command}`)).join(language === 'en' ? ', ' : '、');
  // The API's own words say the state and what is allowed; these stand in where a proxy or an older API leaves them out.
  const own = [
    ...(state.success ? [t('form.refusedState', { state: t(`state.${state.data}`) })] : []),
    allowed.length === 0 ? t('form.refusedNothing') : t('form.refusedAllowed', { commands: names }),
  ];
  const lines = [...(details.length === 0 ? own : details), t('form.reloaded')];
  return <Alert className="problem" type="warning" showIcon role="alert" title={t('form.refused', { title })} description={lines.map((line) => <div key={line}>{line}</div>)} />;
}
