import type { CaseSnapshot, CaseView } from '@suqiao/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useTexts } from '../../i18n';
import { Instant } from '../../parts/times';

type CaseReference = CaseSnapshot['duplicates'][number];

function CaseLink({ reference: { caseId, trackingNumber } }: { readonly reference: CaseReference }) {
  return <Link to={`/cases/${caseId}`} className="numbers">{trackingNumber}</Link>;
}

/** 办理结果: the answer with its check, what the appellant said, how it ended, and how often it went round. */
export function CaseResult({ view }: { readonly view: CaseView }) {
  const { t } = useTexts();
  const { answer, interimAnswers, mergedInto, duplicates } = view;
  return (
    <section className="panel" aria-labelledby="result-title">
      <h2 id="result-title">{t('case.result')}</h2>
      {answer === null ? <p className="quiet">{t('case.noAnswer')}</p> : <p className="written">{answer}</p>}
      {interimAnswers.length > 0 && (
        <>
          <h3 className="result-part">{t('case.interim')}</h3>
          <ol className="interim">{interimAnswers.map(({ at, text }) => <li key={at}><span className="quiet small"><Instant at={at} /></span><p className="written">{text}</p></li>)}</ol>
        </>
      )}
      <ResultFacts view={view} />
      {mergedInto !== null && <p className="result-part">{t('case.mergedInto')} <CaseLink reference={mergedInto} /></p>}
      {duplicates.length > 0 && <p className="result-part">{t('case.duplicates')} {duplicates.map((reference) => <span key={reference.caseId} className="duplicate"><CaseLink reference={reference} /></span>)}</p>}
    </section>
  );
}

/** What there is to tell; before there is an answer, how often it went round alone. */
function ResultFacts({ view }: { readonly view: CaseView }) {
  const { t } = useTexts();
  const { answer, check, solution, satisfaction, outcome, extensions, redos, reopenings, wrongReturns } = view;
  const counts = ([['extensions', extensions], ['redos', redos], ['reopenings', reopenings], ['wrongReturns', wrongReturns]] as const).filter(([, amount]) => amount > 0);
  const facts: readonly (readonly [string, ReactNode])[] = [
    ...(check !== 'none' || answer !== null ? [[t('case.check'), <span key="check" className={check === 'pending' || check === 'sentBack' ? 'tag tag-unsure' : ''}>{t(`check.${check}`)}</span>] as const] : []),
    ...(answer !== null || solution !== null ? [[t('case.solution'), solution === null ? t('case.notYet') : t(`solution.${solution}`)] as const] : []),
    ...(answer !== null || satisfaction !== null ? [[t('case.satisfaction'), satisfaction === null ? t('case.notYet') : <span key="satisfaction" className={satisfaction === 'dissatisfied' ? 'late' : ''}>{t(`satisfaction.${satisfaction}`)}</span>] as const] : []),
    ...(outcome !== null ? [[t('case.outcome'), t(`outcome.${outcome}`)] as const] : []),
    ...counts.map(([name, amount]) => [t(`case.${name}`), <span key={name} className="numbers">{t('case.times', { amount })}</span>] as const),
  ];
  if (facts.length === 0) return null;
  return <dl className="facts result-part">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}
