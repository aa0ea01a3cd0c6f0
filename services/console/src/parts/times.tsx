import type { CaseSnapshot } from '@suqiao/contracts';
import { formatInstant, type InstantShape } from '../format/instants';
import { spansOf, timeLeft, type Span } from '../format/time-left';
import { useTexts, type Translate } from '../i18n';
import { useNow } from './clock';

/** `1天3小时`, `1 d 3 h`. */
export function spansInWords(spans: readonly Span[], t: Translate): string {
  return spans.map(({ unit, amount }) => `${String(amount)}${t(`time.${unit}`)}`).join(/[A-Za-z]/.test(t('time.second')) ? ' ' : '');
}

/** A duration in words, ticking when it goes on. */
export function Took({ durationInMs }: { readonly durationInMs: number }) {
  const { t } = useTexts();
  return <span className="numbers">{t('time.took', { span: spansInWords(spansOf(durationInMs), t) })}</span>;
}

/** How long something has been going on since an instant. */
export function SoFar({ since }: { readonly since: string }) {
  const { t } = useTexts();
  return <span className="numbers">{t('time.soFar', { span: spansInWords(spansOf(useNow() - Date.parse(since)), t) })}</span>;
}

/** An instant on Shanghai's clock, exact for whoever points at it. */
export function Instant({ at, shape = 'minute' }: { readonly at: string; readonly shape?: InstantShape }) {
  const { language } = useTexts();
  return <time className="numbers" dateTime={at} title={formatInstant(at, language, 'full')}>{formatInstant(at, language, shape)}</time>;
}

/** Time until an instant, or since; counts by itself, alone. */
export function Countdown({ to }: { readonly to: string }) {
  const { t } = useTexts();
  const { late, spans } = timeLeft(Date.parse(to), useNow());
  const span = spansInWords(spans, t);
  return <span className={late ? 'numbers countdown late' : 'numbers countdown'}>{late ? t('time.late', { span }) : t('time.left', { span })}</span>;
}

/** What is left for a case: a countdown while its clock runs; when it was answered or closed otherwise. */
export function CaseTimeLeft({ row }: { readonly row: Pick<CaseSnapshot, 'state' | 'clocks' | 'closedAt' | 'suspendedUntil'> }) {
  const { t, language } = useTexts();
  if (row.state === 'closed') return <span className="numbers quiet">{t('time.closedOn', { when: row.closedAt === null ? '' : formatInstant(row.closedAt, language, 'short') })}</span>;
  if (row.state === 'suspended') return <span className="numbers quiet">{row.suspendedUntil === null ? t('state.suspended') : t('time.suspendedUntil', { when: formatInstant(row.suspendedUntil, language, 'short') })}</span>;
  if (row.state === 'answered') return <span className="quiet">{t('state.answered')}</span>;
  return <Countdown to={row.clocks.dueAt} />;
}

/** A due date, marked where the calendar does not cover it yet. */
export function DueDate({ at, provisional, shape = 'minute' }: { readonly at: string; readonly provisional: boolean; readonly shape?: InstantShape }) {
  const { t } = useTexts();
  return (
    <>
      <Instant at={at} shape={shape} />
      {provisional && <span className="tag" title={t('time.provisionalHint')}>{t('time.provisional')}</span>}
    </>
  );
}
