import type { CaseView } from '@suqiao/contracts';
import { useTexts } from '../../i18n';
import { Countdown, DueDate, Instant } from '../../parts/times';

interface Clock {
  readonly name: 'businessClock' | 'stepClock' | 'acceptClock' | 'replyClock' | 'closeClock' | 'suspendedUntil';
  readonly hint: string | null;
  readonly at: string;
  readonly runs: boolean;
}

/** The appeal's clock, which never restarts, and the clocks of the present step. While suspended, only that of resuming runs. */
export function CaseClocks({ view }: { readonly view: CaseView }) {
  const { t } = useTexts();
  const { clocks, state, suspendedUntil } = view;
  const suspended = state === 'suspended';
  const runs = state !== 'answered' && state !== 'closed' && !suspended;
  const shown: readonly Clock[] = [
    ...(suspended && suspendedUntil !== null ? [{ name: 'suspendedUntil', hint: t('case.suspendedHint'), at: suspendedUntil, runs: true } as const] : []),
    { name: 'businessClock', hint: t('case.businessHint'), at: clocks.dueAt, runs },
    { name: 'stepClock', hint: t('case.stepHint'), at: clocks.stepDueAt, runs },
    ...(clocks.acceptBy !== null && runs ? [{ name: 'acceptClock', hint: null, at: clocks.acceptBy, runs: true } as const] : []),
    ...(clocks.replyBy !== undefined && runs ? [{ name: 'replyClock', hint: t('case.replyHint'), at: clocks.replyBy, runs: true } as const] : []),
    ...(clocks.closeBy !== null && state === 'answered' ? [{ name: 'closeClock', hint: null, at: clocks.closeBy, runs: true } as const] : []),
  ];
  return (
    <section className="panel" aria-labelledby="clocks-title">
      <h2 id="clocks-title">{t('case.clocks')}</h2>
      <dl className="clocks">
        {shown.map((clock) => (
          <div key={clock.name}>
            <dt>{t(`case.${clock.name}`)}</dt>
            <dd className="clock-left">{clock.runs ? <Countdown to={clock.at} /> : <span className="quiet">{t(suspended ? 'case.standsStill' : 'case.stopped')}</span>}</dd>
            <dd>{clock.name === 'businessClock' ? <DueDate at={clock.at} provisional={clocks.provisional} /> : <Instant at={clock.at} />}</dd>
            {clock.hint !== null && <dd className="quiet small">{clock.hint}</dd>}
          </div>
        ))}
      </dl>
    </section>
  );
}
