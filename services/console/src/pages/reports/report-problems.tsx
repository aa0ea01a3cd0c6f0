import type { ReportCommand, ReportProblem, ReportView } from '@suqiao/contracts';
import { Button } from 'antd';
import { Link } from 'react-router';
import { useTexts } from '../../i18n';

const commands = ['changeProblem', 'followProblem', 'removeProblem'] as const;

/** 跟踪问题 of this report, and those of earlier ones as they stood when its figures were drawn. */
export function ReportProblems({ view, onOpen }: { readonly view: ReportView; readonly onOpen: (command: ReportCommand, problem: ReportProblem) => void }) {
  const { t } = useTexts();
  const given = commands.filter((command) => view.commands.some((offer) => offer.command === command && offer.allowed));
  const earlier = view.drawing?.earlier ?? [];
  return (
    <section className="panel" aria-labelledby="problems-title">
      <h2 id="problems-title">{t('reports.problems')}</h2>
      {view.problems.length === 0 && <p className="quiet small">{t('reports.noProblems')}</p>}
      <ul className="register-appeals">{view.problems.map((problem) => (
        <li key={problem.problemId}>
          <Problem problem={problem} />
          {given.length > 0 && <span className="report-actions">{given.map((command) => <Button key={command} size="small" aria-label={`${t(`reports.command.${command}`)} ${problem.name}`} onClick={() => { onOpen(command, problem); }}>{t(`reports.command.${command}`)}</Button>)}</span>}
        </li>
      ))}</ul>
      {earlier.length > 0 && (
        <>
          <h3>{t('reports.earlier')}</h3>
          <ul className="register-appeals">{earlier.map(({ reportId, number, problem }) => <li key={problem.problemId}><Link to={`/reports/${reportId}`}>{number}</Link><Problem problem={problem} /></li>)}</ul>
        </>
      )}
    </section>
  );
}

function Problem({ problem: { name, issueId, state, overdue, owner, dueOn, progress } }: { readonly problem: ReportProblem }) {
  const { t, nameOf } = useTexts();
  return (
    <>
      <span><b>{name}</b> <span className={state === 'open' ? 'tag tag-unsure' : 'tag'}>{t(`reports.problemState.${state}`)}</span>{overdue && <span className="tag tag-urgent">{t('reports.late')}</span>}</span>
      <span className="quiet small">{t('reports.owner')} {owner === null ? t('reports.noOwner') : nameOf(owner.name)}{dueOn !== null && ` · ${t('reports.dueOn')} ${dueOn}`}{issueId !== null && <> · <Link to={`/common-issues/${issueId}`}>{t('reports.linked')}</Link></>}</span>
      {progress !== null && <span className="small">{t('reports.progress', { text: progress })}</span>}
    </>
  );
}
