import { levels, levelSchema } from '@suqiao/contracts';
import { Link, useSearchParams } from 'react-router';
import { useTexts } from '../../i18n';
import { usePageTitle } from '../../parts/page-title';
import { SelectBox } from '../../parts/select-box';
import { OrderTable } from './order-table';
import { orderAddressOf, orderFilterFromAddress, orderLists, orderQuery } from './order-lists';
import '../../styles/supervision.css';

/** 督办单: who has to answer first stands on top. */
export default function OrdersPage() {
  const { t } = useTexts();
  const [parameters, setParameters] = useSearchParams();
  const filter = orderFilterFromAddress(parameters);
  usePageTitle(t('orders.title'));
  return (
    <>
      <div className="page-head"><h1>{t('orders.title')}</h1><span className="quiet">{t('orders.lead')}</span></div>
      <section className="panel list-panel" aria-label={t('orders.filters')}>
        <div className="list-head">
          <nav aria-label={t('orders.filters')} className="list-tabs">
            {orderLists.map((list) => <Link key={list} to={`/orders${orderAddressOf({ ...filter, list })}`} aria-current={filter.list === list ? 'page' : undefined}>{t(`orders.tab.${list}`)}</Link>)}
          </nav>
          <SelectBox label={t('orders.level')} value={filter.level ?? ''} options={[{ value: '', label: t('orders.anyLevel') }, ...levels.map((level) => ({ value: level, label: t(`level.${level}`) }))]}
            onChange={(level) => { setParameters(new URLSearchParams(orderAddressOf({ ...filter, level: levelSchema.safeParse(level).data ?? null }))); }} />
        </div>
        <OrderTable caption={t('orders.caption', { filter: t(`orders.tab.${filter.list}`) })} queryOf={(cursor) => orderQuery(filter, cursor)} />
      </section>
    </>
  );
}
