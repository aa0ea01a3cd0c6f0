import { CopyOutlined } from '@ant-design/icons';
import type { CaseView } from '@suqiao/contracts';
import { Button } from 'antd';
import { useCategories, useChannels, useDivisions } from '../../api/directory';
import { useTexts } from '../../i18n';
import { useToast } from '../../parts/toasts';
import { Instant } from '../../parts/times';

/** What the case is: numbers, names, places, rules. */
export function CaseFacts({ view }: { readonly view: CaseView }) {
  const { t, nameOf } = useTexts();
  const { nameOfDivision } = useDivisions();
  const { nameOfCategory } = useCategories();
  const { nameOfChannel } = useChannels();
  const toast = useToast();
  const copy = () => void navigator.clipboard.writeText(view.trackingNumber).then(() => { toast(t('case.copied')); });
  const facts = [
    [t('case.trackingNumber'), <span key="number" className="numbers">{view.trackingNumber} <Button type="text" size="small" icon={<CopyOutlined />} aria-label={t('case.copy')} title={t('case.copy')} onClick={copy} /></span>],
    [t('case.appellant'), view.appellantName],
    [t('case.channel'), nameOfChannel(view.channel)],
    [t('case.category'), nameOfCategory(view.categoryCode)],
    [t('case.urgency'), t(`urgency.${view.urgency}`)],
    [t('case.division'), nameOfDivision(view.divisionCode)],
    [t('case.unit'), nameOf(view.unit.name)],
    [t('case.received'), <Instant key="received" at={view.receivedAt} />],
    ...(view.firstAcceptedAt === null ? [] : [[t('case.firstAccepted'), <Instant key="accepted" at={view.firstAcceptedAt} />] as const]),
    [t('case.policy'), view.policy],
    ...(view.calendarVersion === null ? [] : [[t('case.calendar'), view.calendarVersion] as const]),
  ] as const;
  return (
    <section className="panel" aria-labelledby="facts-title">
      <h2 id="facts-title">{t('case.facts')}</h2>
      <dl className="facts">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
        {view.policyReason !== null && <div className="facts-whole"><dt>{t('case.policyReason')}</dt><dd>{nameOf(view.policyReason)}</dd></div>}
      </dl>
    </section>
  );
}
