import type { CaseView } from '@suqiao/contracts';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useUnitNames } from '../../api/directory';
import { useTexts } from '../../i18n';
import { Instant } from '../../parts/times';
import { Who } from '../../parts/who';
import { useReader } from '../../session/reader';

/** What others did with the case since this was first shown or last acknowledged: nobody acts on what is no longer so without being told. */
export function CaseNews({ view }: { readonly view: CaseView }) {
  const { t } = useTexts();
  const { subject } = useReader();
  const [seen, setSeen] = useState(view.timeline.length);
  const news = view.timeline.slice(seen).filter(({ by }) => by.kind !== 'person' || by.subject !== subject);
  const nameOfUnit = useUnitNames([...new Set(news.flatMap(({ by }) => (by.kind === 'person' && by.unitId !== null ? [by.unitId] : [])))]);
  // The region is there before its words: a screen reader tells of what comes into it.
  return (
    <div role="status" className="news">
      {news.length > 0 && (
        <Alert type="warning" showIcon title={t('case.news', { state: t(`state.${view.state}`) })}
          description={<ul>{news.map((step) => <li key={`${step.at} ${step.type}`}><b>{t(`transition.${step.type}`)}</b> <Who by={step.by} nameOfUnit={nameOfUnit} /> <Instant at={step.at} /></li>)}</ul>}
          action={<Button onClick={() => { setSeen(view.timeline.length); }}>{t('case.newsSeen')}</Button>} />
      )}
    </div>
  );
}
