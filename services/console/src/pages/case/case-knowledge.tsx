import { caseKnowledgeSchema, type AnsweredCase, type ApplyingPolicy, type CaseView } from '@suqiao/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useCategories } from '../../api/directory';
import { formatInstant } from '../../format/instants';
import { useTexts } from '../../i18n';
import { PanelWaiting, ProblemNotice } from '../../parts/notices';
import { useToast } from '../../parts/toasts';
import { useReader } from '../../session/reader';
import { useApi } from '../../session/session';
import { keepDraft, readDraft, type DraftedCommand } from './draft';

/** Insight hears of a case after its own service; of one that has just come it is asked when somebody wants to know. */
const heardWithinMs = 60_000;
const freshInMs = 5 * 60_000;

interface CaseKnowledgeProps {
  readonly view: CaseView;
  /** Whether a form is open, which has the draft. */
  readonly writing: boolean;
  readonly onWrite: (command: DraftedCommand) => void;
}

/** 相似办结诉求与适用政策: how others answered the same, and what applies, each with why. */
export default function CaseKnowledge({ view, writing, onWrite }: CaseKnowledgeProps) {
  const { t } = useTexts();
  const api = useApi();
  const [isWanted, setWanted] = useState(() => Date.now() - Date.parse(view.receivedAt) > heardWithinMs);
  const { data, error, refetch } = useQuery({
    queryKey: ['knowledge', view.caseId], enabled: isWanted, staleTime: freshInMs,
    queryFn: ({ signal }) => api.ask(`/api/v1/insight/cases/${encodeURIComponent(view.caseId)}/knowledge`, caseKnowledgeSchema, { signal }),
  });
  const take = useTakeOver(view, onWrite);
  return (
    <section className="panel" aria-labelledby="knowledge-title">
      <h2 id="knowledge-title">{t('knowledge.title')}</h2>
      {!isWanted && <Button onClick={() => { setWanted(true); }}>{t('knowledge.open')}</Button>}
      {isWanted && data === undefined && error === null && <PanelWaiting lines={3} />}
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data !== undefined && (
        <>
          <h3 className="result-part">{t('knowledge.answered')}</h3>
          {data.answered.length === 0 && <p className="quiet">{t('knowledge.noAnswered')}</p>}
          <ul className="supervision-list">{data.answered.map((one) => <Answered key={`${one.closedAt}${one.answer}`} one={one} onTake={take} writing={writing} />)}</ul>
          <h3 className="result-part">{t('knowledge.policies')}</h3>
          {data.policies.length === 0 && <p className="quiet">{t('knowledge.noPolicies')}</p>}
          <ul className="supervision-list">{data.policies.map((policy) => <Policy key={policy.policyId} policy={policy} />)}</ul>
        </>
      )}
    </section>
  );
}

/** Puts an answer into the reader's draft and opens its form; `null` for who may not answer now. What was written already stays in front of it. */
function useTakeOver({ caseId, commands }: CaseView, onWrite: (command: DraftedCommand) => void): ((answer: string) => void) | null {
  const { t } = useTexts();
  const toast = useToast();
  const { subject } = useReader();
  const command = (['answer', 'answerJoint'] as const).find((drafted) => commands.some((offer) => offer.command === drafted && offer.allowed));
  if (command === undefined) return null;
  return (answer) => {
    const written = readDraft(caseId, command, subject);
    keepDraft(caseId, command, subject, written === '' ? answer : `${written}\n\n${answer}`);
    onWrite(command);
    toast(t('knowledge.taken'));
  };
}

function Answered({ one, writing, onTake }: { readonly one: AnsweredCase; readonly writing: boolean; readonly onTake: ((answer: string) => void) | null }) {
  const { t, nameOf, language } = useTexts();
  return (
    <li>
      <div className="step-who">
        {one.case === null ? <b>{t('knowledge.elsewhere')}</b> : <Link to={`/cases/${one.case.caseId}`}>{one.case.title}</Link>}
        <span className="quiet small numbers">{t('knowledge.closed', { when: formatInstant(one.closedAt, language, 'short') })}</span>
      </div>
      <div className="small">{nameOf(one.unitName)}{one.satisfaction !== null && <> · {t(`satisfaction.${one.satisfaction}`)}</>}</div>
      <Why why={one} />
      <details><summary className="small">{t('knowledge.answer')}</summary><div className="step-reason written">{one.answer}</div></details>
      {onTake !== null && <Button size="small" disabled={writing} onClick={() => { onTake(one.answer); }}>{t('knowledge.take')}</Button>}
    </li>
  );
}

function Policy({ policy }: { readonly policy: ApplyingPolicy }) {
  const { t } = useTexts();
  return (
    <li>
      <b>{policy.title}</b> {policy.number !== null && <span className="quiet numbers">{policy.number}</span>}
      <div className="small">{policy.issuer} · {t('knowledge.inForce', { from: policy.validFrom })}</div>
      <Why why={policy} />
      <details>
        <summary className="small">{t('knowledge.summary')}</summary>
        <div className="step-reason written">{policy.text}</div>
        <a href={policy.sourceUrl} target="_blank" rel="noreferrer noopener" className="small">{t('knowledge.source', { host: new URL(policy.sourceUrl).host })}</a>
      </details>
    </li>
  );
}

function Why({ why: { likeness, words, categoryCode } }: { readonly why: Pick<AnsweredCase, 'likeness' | 'words' | 'categoryCode'> }) {
  const { t, language } = useTexts();
  const { nameOfCategory } = useCategories();
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(likeness);
  const parts = [
    ...(categoryCode === null ? [] : [t('knowledge.category', { name: nameOfCategory(categoryCode) })]),
    ...(words.length === 0 ? [] : [t('knowledge.words', { words: words.join(language === 'en' ? ', ' : '、') })]),
    t('knowledge.likeness', { percent }),
  ];
  return <div className="quiet small">{parts.join(' · ')}</div>;
}
