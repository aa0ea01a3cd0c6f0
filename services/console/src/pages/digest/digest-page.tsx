import { PrinterOutlined } from '@ant-design/icons';
import { digestViewSchema, type Digest, type DigestCase, type DigestOrder } from '@suqiao/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useTexts } from '../../i18n';
import { useNow } from '../../parts/clock';
import { EmptyNotice, PanelWaiting, ProblemNotice } from '../../parts/notices';
import { usePageTitle } from '../../parts/page-title';
import { SelectBox } from '../../parts/select-box';
import { Instant } from '../../parts/times';
import { useReader } from '../../session/reader';
import { useApi } from '../../session/session';
import { countOf, dayAfter, digestAskedIn, digestQuery, sections, shanghaiDayOf, type DigestAsked, type Section } from './digest-sections';
import '../../styles/supervision.css';
import '../../styles/digest.css';

/** 每日摘要: what a supervisor's day begins with: what is late, what will be, and whose turn it is. */
export default function DigestPage() {
  const api = useApi();
  const { t } = useTexts();
  const [parameters] = useSearchParams();
  const today = shanghaiDayOf(useNow());
  const asked = digestAskedIn(parameters, today);
  usePageTitle(t('digest.title'));
  const { data, error, refetch } = useQuery({ queryKey: ['digest', digestQuery(asked)], queryFn: ({ signal }) => api.ask(`/api/v1/supervision/digest?${digestQuery(asked)}`, digestViewSchema, { signal }) });
  return (
    <>
      <div className="page-head"><h1>{t('digest.title')}</h1><span className="quiet numbers">{asked.day}</span></div>
      <Days asked={asked} today={today} standsInFor={data?.standsInFor ?? []} />
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <PanelWaiting lines={10} />}
      {data !== undefined && error === null && <DigestOf digest={data} asked={asked} />}
    </>
  );
}

/** Another day, another person's, and the printer. */
function Days({ asked, today, standsInFor }: { readonly asked: DigestAsked; readonly today: string; readonly standsInFor: readonly { readonly subject: string; readonly name: string }[] }) {
  const { t } = useTexts();
  const id = useId();
  const reader = useReader();
  const [, setParameters] = useSearchParams();
  const show = (wish: DigestAsked) => { setParameters(new URLSearchParams(digestQuery(wish))); };
  return (
    <div className="digest-bar">
      <Button onClick={() => { show({ ...asked, day: dayAfter(asked.day, -1) }); }}>{t('digest.before')}</Button>
      <span className="select-box"><label htmlFor={id}>{t('digest.day')}</label><input id={id} type="date" max={today} value={asked.day} onChange={(event) => { if (event.target.value !== '') show({ ...asked, day: event.target.value }); }} /></span>
      <Button disabled={asked.day >= today} onClick={() => { show({ ...asked, day: dayAfter(asked.day, 1) }); }}>{t('digest.after')}</Button>
      {standsInFor.length > 0 && <SelectBox label={t('digest.of')} value={asked.of ?? ''} options={[{ value: '', label: reader.name }, ...standsInFor.map(({ subject, name }) => ({ value: subject, label: name }))]} onChange={(of) => { show({ ...asked, of: of === '' ? null : of }); }} />}
      <Button icon={<PrinterOutlined />} onClick={() => { window.print(); }}>{t('digest.print')}</Button>
    </div>
  );
}

function DigestOf({ digest, asked }: { readonly digest: Digest; readonly asked: DigestAsked }) {
  const { t } = useTexts();
  return (
    <>
      <p className="quiet small">{t(digest.frozen ? 'digest.frozen' : 'digest.running')} <Instant at={digest.madeAt} /> · {t('digest.nextWorkingDay', { day: digest.nextWorkingDay })}{digest.provisional && ` · ${t('digest.provisional')}`}</p>
      <nav className="digest-figures" aria-label={t('digest.figures')}>
        {sections.map((section) => (
          <a key={section} href={`#${section}`} className={`digest-figure digest-${section}${countOf(digest, section) === 0 ? ' is-none' : ''}`}>
            <b className="numbers">{countOf(digest, section)}</b><span>{t(`digest.section.${section}`)}</span>
          </a>
        ))}
      </nav>
      {sections.map((section) => <SectionOf key={section} digest={digest} section={section} asked={asked} />)}
    </>
  );
}

function SectionOf({ digest, section, asked }: { readonly digest: Digest; readonly section: Section; readonly asked: DigestAsked }) {
  const { t } = useTexts();
  const count = countOf(digest, section);
  const title = t(`digest.section.${section}`);
  const items = section === 'ordersDue' ? digest.ordersDue.items.map((item) => <OrderLine key={item.orderId} item={item} />) : digest.cases[section].items.map((item) => <CaseLine key={item.caseId} item={item} />);
  return (
    <section className="panel digest-section" id={section} aria-label={title}>
      <h2>{title} <span className="count numbers">{count}</span></h2>
      <p className="quiet small">{t(`digest.hint.${section}`, { from: digest.answeredFrom, next: digest.nextWorkingDay })}</p>
      {count === 0 ? <EmptyNotice title={t('digest.none')} hint="" /> : <ul className="digest-lines">{items}</ul>}
      {count > 0 && (
        <p><Link to={`/digest/list?${new URLSearchParams({ section }).toString()}&${digestQuery(asked)}`}>{t('digest.all', { count })}</Link>{items.length < count && <span className="quiet small"> {t('digest.truncated', { shown: items.length, count })}</span>}</p>
      )}
    </section>
  );
}

function CaseLine({ item }: { readonly item: DigestCase }) {
  const { t, nameOf } = useTexts();
  return (
    <li>
      <div><Link to={`/cases/${item.caseId}`}>{item.title}</Link>{item.confidential && <span className="tag tag-confidential">{t('case.confidential')}</span>}<div className="quiet small"><span className="numbers">{item.trackingNumber}</span> · {t(`state.${item.state}`)}</div></div>
      <span>{nameOf(item.unit.name)} · {t(`level.${item.level}`)}</span>
      <span>{t('list.due')} <Instant at={item.dueAt} /></span>
    </li>
  );
}

function OrderLine({ item }: { readonly item: DigestOrder }) {
  const { t, nameOf } = useTexts();
  return (
    <li>
      <div><Link to={`/orders/${item.orderId}`}>{item.title}</Link><div className="quiet small"><span className="numbers">{item.number}</span> · {t(`orderState.${item.state}`)}</div></div>
      <span>{nameOf(item.unit.name)}</span>
      <span>{t('list.due')} <Instant at={item.dueAt} /></span>
    </li>
  );
}
