import { Alert, Button, Spin } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { ApiProblem } from '../api/client';
import { useTexts } from '../i18n';

/** A failure in words: the API's own title and detail, field by field; or what the console knows about it. */
export function useProblemWords(error: Error): { readonly title: string; readonly details: readonly string[] } {
  const { t } = useTexts();
  if (!(error instanceof ApiProblem)) return { title: t('shell.crashed'), details: [t('shell.crashedHint')] };
  if (error.kind === 'unreachable') return { title: t('problem.unreachable'), details: [t('problem.unreachableHint')] };
  if (error.kind === 'unexpected') return { title: t('problem.unexpected'), details: [t('problem.unexpectedHint')] };
  const { title, detail, errors = [] } = error.problem;
  // What is of no field, or what the whole already says, is said once.
  const fields = errors.filter((fault) => fault.detail !== detail).map((fault) => {
    const where = fault.pointer ?? fault.parameter;
    return where === undefined ? fault.detail : t('problem.field', { where, detail: fault.detail });
  });
  return { title, details: [...(detail === undefined ? [] : [detail]), ...fields] };
}

/** Shows a failure and, where it helps, the way to try again. */
export function ProblemNotice({ error, onRetry }: { readonly error: Error; readonly onRetry?: () => void }) {
  const { t } = useTexts();
  const { title, details } = useProblemWords(error);
  return (
    <Alert
      className="problem" type="error" showIcon role="alert" title={title}
      description={details.length === 0 ? null : details.map((line) => <div key={line}>{line}</div>)}
      action={onRetry === undefined ? null : <Button onClick={onRetry}>{t('shell.retry')}</Button>}
    />
  );
}

/** Nothing to show: says so, and what to do. `heading` where it is the whole page. */
export function EmptyNotice({ title, hint, action, heading = false }: { readonly title: string; readonly hint: string; readonly action?: ReactNode; readonly heading?: boolean }) {
  const Title = heading ? 'h1' : 'p';
  return (
    <div className="empty">
      <svg viewBox="0 0 120 48" aria-hidden="true"><path d="M6 40h108M24 40V29M42 40V22M60 40V18M78 40V22M96 40V29M8 33C34 12 86 12 112 33" /></svg>
      <Title className="empty-title">{title}</Title>
      <p className="empty-hint">{hint}</p>
      {action}
    </div>
  );
}

/** Stands where a panel will, until its content is there. */
export function PanelWaiting({ lines }: { readonly lines: number }) {
  const { t } = useTexts();
  return (
    <div className="panel panel-waiting" role="status" aria-label={t('shell.loading')}>
      {Array.from({ length: lines }, (_, index) => <span key={index} className="skeleton-bar" />)}
    </div>
  );
}

const shownAfterInMs = 300;

/** A page of one thing: a sign that it is being loaded (after a moment, so that it does not flash), or what failed. */
export function FullPage({ busy = false, children }: { readonly busy?: boolean; readonly children?: ReactNode }) {
  const { t } = useTexts();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => { setLate(true); }, shownAfterInMs);
    return () => { clearTimeout(timer); };
  }, []);
  return (
    <main id="content" className="full-page" aria-busy={busy} tabIndex={-1}>
      {busy && late && <div role="status" className="full-page-busy"><Spin size="large" /><span>{t('shell.loading')}</span></div>}
      {children}
    </main>
  );
}
