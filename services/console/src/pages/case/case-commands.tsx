import { caseCommandSchema, caseStateSchema, type CaseCommand, type CaseView } from '@suqiao/contracts';
import { Alert, Button, Tooltip } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { ApiProblem } from '../../api/client';
import { useTexts } from '../../i18n';
import { ProblemNotice, useProblemWords } from '../../parts/notices';
import { useCommand } from './use-command';

// Forms are loaded when one is opened: most readers of a case write nothing.
const CommandDrawer = lazy(() => import('./command-drawer'));

/** What brings a case on, before what hands it on: the first that is allowed stands out. */
const onwards: readonly CaseCommand[] = ['accept', 'answer', 'close', 'transfer', 'return'];

/** What may be done with the case now. What may not is shown too, with its reason. */
export function CaseCommands({ view }: { readonly view: CaseView }) {
  const { t, nameOf } = useTexts();
  const [open, setOpen] = useState<Exclude<CaseCommand, 'accept'> | null>(null);
  const order = useCommand(view.caseId);
  const press = (command: CaseCommand) => {
    order.reset();
    if (command === 'accept') order.mutate({ command, body: {} });
    else setOpen(command);
  };
  const main = onwards.find((command) => view.commands.some((offer) => offer.command === command && offer.allowed));
  return (
    <section className="commands" aria-label={t('case.commands')}>
      <div className="command-row">
        {view.commands.map(({ command, allowed, reason }) => {
          const why = reason === null ? '' : nameOf(reason);
          const button = (
            // Not `disabled`: a button that can't be reached by the keyboard can't tell why it does nothing.
            <Button key={command} type={command === main ? 'primary' : 'default'} className={allowed ? '' : 'not-allowed'} aria-disabled={!allowed} {...(!allowed && { 'aria-description': why })}
              loading={order.isPending && order.variables.command === command} onClick={() => { if (allowed) press(command); }}>
              {t(`command.${command}`)}
            </Button>
          );
          return allowed ? button : <Tooltip key={command} title={why} trigger={['hover', 'focus', 'click']}>{button}</Tooltip>;
        })}
      </div>
      {order.error !== null && open === null && <CommandFailure error={order.error} />}
      {open !== null && (
        <Suspense fallback={null}>
          <CommandDrawer view={view} command={open} pending={order.isPending} failure={order.error === null ? null : <CommandFailure error={order.error} />}
            onSubmit={(wanted) => { order.mutate(wanted, { onSuccess: () => { setOpen(null); } }); }} onClose={() => { setOpen(null); }} />
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
