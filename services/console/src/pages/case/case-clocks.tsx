import type { CaseView } from '@suqiao/contracts';
import { useTexts } from '../../i18n';
import { Countdown, DueDate, Instant } from '../../parts/times';

interface Clock {
  readonly name: string;
  readonly hint: string | null;
  readonly at: string;
  readonly runs: boolean;
}

/** The appeal's clock, which never restarts, and the clocks of the present step. */
export function CaseClocks({ view }: { readonly view: CaseView }) {
  const { t } = useTexts();
  const { clocks, state } = view;
  const runs = state !== 'answered' && state !== 'closed';
  const shown: readonly Clock[] = [
    { name: t('case.businessClock'), hint: t('case.businessHint'), at: clocks.dueAt, runs },
    { name: t('case.stepClock'), hint: t('case.stepHint'), at: clocks.stepDueAt, runs },
    ...(clocks.acceptBy !== null && runs ? [{ name: t('case.acceptClock'), hint: null, at: clocks.acceptBy, runs: true }] : []),
    ...(clocks.closeBy !== null && state === 'answered' ? [{ name: t('case.closeClock'), hint: null, at: clocks.closeBy, runs: true }] : []),
  ];
  return (
    <section className="panel" aria-labelledby="clocks-title">
      <h2 id="clocks-title">{t('case.clocks')}</h2>
      <dl className="clocks">
        {shown.map((clock) => (
          <div key={clock.name}>
            <dt>{clock.name}</dt>
            <dd className="clock-left">{clock.runs ? <Countdown to={clock.at} /> : <span className="quiet">{t('case.stopped')}</span>}</dd>
            <dd>{clock.name === t('case.businessClock') ? <DueDate at={clock.at} provisional={clocks.provisional} /> : <Instant at={clock.at} />}</dd>
            {clock.hint !== null && <dd className="quiet small">{clock.hint}</dd>}
          </div>
        ))}
      </dl>
    </section>
  );
}
