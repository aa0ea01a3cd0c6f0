import { dryRunSchema, routingSchema, type DryRun, type Routing, type RoutingRule } from '@suqiao/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useCategories, useDivisions } from '../../api/directory';
import { useTexts } from '../../i18n';
import { LineField } from '../../parts/line-field';
import { PanelWaiting, ProblemNotice } from '../../parts/notices';
import { usePageTitle } from '../../parts/page-title';
import { SelectBox } from '../../parts/select-box';
import { useApi } from '../../session/session';
import '../../styles/register.css';

const lasts = ['200', '1000', '5000'] as const;

/** 派单规则: which department each category goes to, and where other rules would have sent recent appeals. */
export default function RoutingPage() {
  const api = useApi();
  const { t } = useTexts();
  usePageTitle(t('routing.title'));
  const { data, error, refetch } = useQuery({ queryKey: ['routing'], queryFn: ({ signal }) => api.ask('/api/v1/directory/routing', routingSchema, { signal }), staleTime: Infinity });
  return (
    <>
      <div className="page-head"><h1>{t('routing.title')}</h1><span className="quiet">{t('routing.lead')}</span></div>
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <PanelWaiting lines={8} />}
      {data !== undefined && <Trying routing={data} />}
    </>
  );
}

function Trying({ routing }: { readonly routing: Routing }) {
  const api = useApi();
  const { t } = useTexts();
  const [rules, setRules] = useState<readonly RoutingRule[]>(routing.items);
  const [last, setLast] = useState<string>('1000');
  const run = useMutation({ mutationFn: () => api.ask('/api/v1/directory/routing/dry-run', dryRunSchema, { method: 'POST', body: { rules, last: Number(last) } }) });
  const changed = rules.filter((rule, index) => rule.department !== routing.items[index]?.department).length;
  return (
    <div className="register-parts">
      <section className="panel" aria-labelledby="try-title">
        <h2 id="try-title">{t('routing.result')}</h2>
        <form className="register-bar" onSubmit={(event) => { event.preventDefault(); run.mutate(); }}>
          <SelectBox label={t('routing.last')} value={last} options={lasts.map((value) => ({ value, label: t('routing.lastOption', { count: Number(value) }) }))} onChange={setLast} />
          <Button type="primary" htmlType="submit" loading={run.isPending}>{t('routing.run')}</Button>
          <span role="status" className="quiet">{t('routing.changed', { count: changed })}</span>
          {changed > 0 && <Button onClick={() => { setRules(routing.items); }}>{t('routing.undo')}</Button>}
        </form>
        {run.error !== null && <ProblemNotice error={run.error} />}
        {run.data !== undefined && <Result found={run.data} />}
      </section>
      <OwnRule routing={routing} onAdd={(rule) => { setRules([...rules, rule]); }} />
      <Rules routing={routing} rules={rules} onChange={(index, department) => { setRules(rules.map((rule, place) => (place === index ? { ...rule, department } : rule))); }} />
    </div>
  );
}

function Result({ found: { looked, moved, flows, items, truncated } }: { readonly found: DryRun }) {
  const { t, nameOf } = useTexts();
  return (
    <>
      <p role="status"><b>{moved === 0 ? t('routing.none', { looked }) : t('routing.moved', { looked, moved })}</b></p>
      {flows.length > 0 && <><h3>{t('routing.flows')}</h3><ul className="register-appeals">{flows.map(({ from, to, appeals }) => <li key={`${from.unitId} ${to.unitId}`}>{t('routing.flow', { from: nameOf(from.name), to: nameOf(to.name), count: appeals })}</li>)}</ul></>}
      {items.length > 0 && <><h3>{t('routing.items')}</h3><ul className="register-appeals">{items.map(({ caseId, title, trackingNumber, from, to }) => (
        <li key={caseId}><span><Link to={`/cases/${caseId}`}>{title}</Link> <span className="quiet small numbers">{trackingNumber}</span></span><span className="quiet small">{t('routing.item', { from: nameOf(from.name), to: nameOf(to.name) })}</span></li>
      ))}</ul></>}
      {truncated && <p className="quiet small">{t('routing.truncated', { count: items.length })}</p>}
    </>
  );
}

function useDepartmentOptions({ departments }: Routing) {
  const { nameOf } = useTexts();
  return departments.map(({ code, name }) => ({ value: code, label: nameOf(name) }));
}

/** A more exact rule: of one division and all below it. */
function OwnRule({ routing, onAdd }: { readonly routing: Routing; readonly onAdd: (rule: RoutingRule) => void }) {
  const { t } = useTexts();
  const { nameOfCategory } = useCategories();
  const departments = useDepartmentOptions(routing);
  const [category, setCategory] = useState(routing.items[0]?.category ?? '');
  const [division, setDivision] = useState('');
  const [department, setDepartment] = useState(departments[0]?.value ?? '');
  return (
    <section className="panel" aria-labelledby="own-title">
      <h2 id="own-title">{t('routing.own')}</h2>
      <form className="register-bar" onSubmit={(event) => { event.preventDefault(); onAdd({ category, division: division.trim(), level: null, department }); setDivision(''); }}>
        <SelectBox label={t('routing.ownCategory')} value={category} options={routing.items.map((rule) => ({ value: rule.category, label: nameOfCategory(rule.category) }))} onChange={setCategory} />
        <LineField label={t('routing.ownDivision')}>{(id) => <input id={id} required pattern="\d{6}" inputMode="numeric" maxLength={6} value={division} onChange={(event) => { setDivision(event.target.value); }} />}</LineField>
        <SelectBox label={t('routing.ownDepartment')} value={department} options={departments} onChange={setDepartment} />
        <Button htmlType="submit">{t('routing.add')}</Button>
      </form>
    </section>
  );
}

function Rules({ routing, rules, onChange }: { readonly routing: Routing; readonly rules: readonly RoutingRule[]; readonly onChange: (index: number, department: string) => void }) {
  const { t } = useTexts();
  const { nameOfCategory } = useCategories();
  const { nameOfDivision } = useDivisions();
  const departments = useDepartmentOptions(routing);
  return (
    <section className="panel list-panel" aria-label={t('routing.rules')}>
      <table className="cases" role="table">
        <caption className="hidden">{t('routing.rules')}</caption>
        <thead role="rowgroup"><tr role="row">{(['category', 'division', 'department'] as const).map((column) => <th key={column} role="columnheader" scope="col">{t(`routing.column.${column}`)}</th>)}</tr></thead>
        <tbody role="rowgroup">{rules.map((rule, index) => (
          <tr key={`${rule.category} ${rule.division ?? ''} ${String(index)}`} role="row" className="case-row">
            <td role="cell" className="col-title">{nameOfCategory(rule.category)}<span className="under">{rule.category}</span></td>
            <td role="cell" data-label={t('routing.column.division')}>{rule.division === null ? t('routing.everywhere') : nameOfDivision(rule.division)}</td>
            <td role="cell" data-label={t('routing.column.department')}>
              <span className="select-box"><select aria-label={t('routing.departmentOf', { category: nameOfCategory(rule.category) })} value={rule.department} onChange={(event) => { onChange(index, event.target.value); }}>{departments.map(({ value, label }) => <option key={value} value={value}>{label}</option>)}</select></span>
            </td>
          </tr>
        ))}</tbody>
      </table>
    </section>
  );
}
