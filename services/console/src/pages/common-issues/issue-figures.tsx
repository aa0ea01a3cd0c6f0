import type { Figure, IssueView } from '@suqiao/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useCategories, useChannels } from '../../api/directory';
import { useTexts } from '../../i18n';
import { Instant } from '../../parts/times';
import { figurePath } from './issue-address';

/** A figure that opens its list. */
function Linked({ figure, what }: { readonly figure: Figure; readonly what: string }) {
  return <Link className="numbers" to={figurePath(figure.list)} aria-label={`${what} ${String(figure.count)}`}>{figure.count}</Link>;
}

interface Bar extends Figure {
  readonly key: string;
  readonly name: string;
}

function Bars({ title, bars }: { readonly title: string; readonly bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <ul className="issue-bars">{bars.map((bar) => <li key={bar.key}><span>{bar.name}</span><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width={(bar.count / most) * 100} height="10" /></svg><Linked figure={bar} what={bar.name} /></li>)}</ul>
    </section>
  );
}

/** What an issue's appeals make up; each figure opens the list of exactly these. */
export function IssueFigures({ view }: { readonly view: IssueView }) {
  const { t, nameOf } = useTexts();
  const { nameOfCategory } = useCategories();
  const { nameOfChannel } = useChannels();
  const facts: readonly (readonly [string, ReactNode, boolean])[] = [
    [t('issues.total'), <Linked key="total" figure={view.total} what={t('issues.total')} />, false], [t('issues.firms'), <Linked key="firms" figure={view.enterprises} what={t('issues.firms')} />, false], [t('issues.heat'), view.heat.value, false],
    [t('issues.span'), view.firstAt === null || view.lastAt === null ? '—' : <span key="span"><Instant at={view.firstAt} shape="short" /> – <Instant at={view.lastAt} shape="short" /></span>, true],
  ];
  return (
    <section className="panel" aria-labelledby="figures-title">
      <h2 id="figures-title">{t('issues.figures')}</h2>
      <dl className="issue-figures">{facts.map(([name, value, isWords]) => <div key={name}><dt>{name}</dt><dd className={isWords ? 'words' : 'numbers'}>{value}</dd></div>)}</dl>
      <details className="quiet small"><summary>{t('issues.formula')}</summary>{view.heat.formula}</details>
      {view.effect !== null && <p>{t('issues.effect')}{t('case.colon')}{t('issues.effectBefore', { days: view.effect.days })} <Linked figure={view.effect.before} what={t('issues.effectBefore', { days: view.effect.days })} /> → {t('issues.effectAfter', { days: view.effect.days })} <Linked figure={view.effect.after} what={t('issues.effectAfter', { days: view.effect.days })} /></p>}
      <div className="issue-charts">
        <Bars title={t('issues.places')} bars={view.divisions.map((each) => ({ ...each, key: each.list, name: nameOf(each.name) }))} />
        <Bars title={t('issues.weeks')} bars={view.weeks.filter(({ count }) => count > 0).map((each) => ({ ...each, key: each.from, name: each.from }))} />
        <Bars title={t('issues.channels')} bars={view.channels.map((each) => ({ ...each, key: each.channel, name: nameOfChannel(each.channel) }))} />
        <Bars title={t('issues.categories')} bars={view.categories.map((each) => ({ ...each, key: each.list, name: nameOfCategory(each.categoryCode) }))} />
      </div>
    </section>
  );
}
