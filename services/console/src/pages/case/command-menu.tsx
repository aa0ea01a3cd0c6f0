import type { CaseCommand, CaseView } from '@suqiao/contracts';
import { DownOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTexts } from '../../i18n';
import { commandGroupNames, commandGroups, type CommandGroup } from './command-groups';

interface CommandMenuProps {
  readonly offers: CaseView['commands'];
  readonly onPress: (command: CaseCommand) => void;
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/**
 * All commands by what they are for, each that may not be given with its reason in sight. A panel that a button opens:
 * Tab and the arrows go through it, Escape or a click beside it closes it.
 */
export function CommandMenu({ offers, onPress }: CommandMenuProps) {
  const { t } = useTexts();
  const id = useId();
  const [open, setOpen] = useState(false);
  const whole = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    const closeBeside = (event: Event) => {
      if (event.target instanceof Node && whole.current?.contains(event.target) === false) setOpen(false);
    };
    document.addEventListener('pointerdown', closeBeside);
    document.addEventListener('focusin', closeBeside);
    return () => {
      document.removeEventListener('pointerdown', closeBeside);
      document.removeEventListener('focusin', closeBeside);
    };
  }, [open]);
  const walk = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      setOpen(false);
      opener.current?.focus();
      return;
    }
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const items = [...(whole.current?.querySelectorAll<HTMLElement>('.menu-command') ?? [])];
    const place = items.findIndex((item) => item === document.activeElement);
    items[(place + step + items.length) % items.length]?.focus();
  };
  const press = (command: CaseCommand) => {
    setOpen(false);
    // The form that opens gives the focus back to where it was when it closes.
    opener.current?.focus();
    onPress(command);
  };
  return (
    <div className="command-menu" ref={whole} onKeyDown={open ? walk : undefined}>
      <Button ref={opener} icon={<DownOutlined aria-hidden="true" />} iconPlacement="end" aria-expanded={open} aria-controls={id} onClick={() => { setOpen(!open); }}>{t('case.allCommands')}</Button>
      {open && <div id={id} className="menu-panel" role="group" aria-label={t('case.allCommands')}>{commandGroupNames.map((group) => <Group key={group} group={group} offers={offers} onPress={press} />)}</div>}
    </div>
  );
}

function Group({ group, offers, onPress }: CommandMenuProps & { readonly group: CommandGroup }) {
  const { t, nameOf } = useTexts();
  const id = useId();
  const order: readonly CaseCommand[] = commandGroups[group];
  const shown = order.flatMap((command) => offers.find((offer) => offer.command === command) ?? []);
  return (
    <div className="menu-group">
      <p id={id} className="menu-title">{t(`case.group.${group}`)}</p>
      <ul aria-labelledby={id}>
        {shown.map(({ command, allowed, reason }) => (
          <li key={command}>
            <button type="button" className="menu-command" aria-disabled={!allowed} aria-describedby={reason === null ? undefined : `${id}-${command}`} onClick={() => { if (allowed) onPress(command); }}>{t(`command.${command}`)}</button>
            {reason !== null && <span id={`${id}-${command}`} className="menu-reason">{nameOf(reason)}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
