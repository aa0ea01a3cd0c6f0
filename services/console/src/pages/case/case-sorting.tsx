import type { Sorting } from '@suqiao/contracts';
import { useCategories, useDivisions } from '../../api/directory';
import { useTexts } from '../../i18n';

/** How the appeal was sorted: each answer with its reason, and what nobody was sure of. */
export function CaseSorting({ sorting }: { readonly sorting: Sorting }) {
  const { t, nameOf, language } = useTexts();
  const { nameOfDivision } = useDivisions();
  const { nameOfCategory } = useCategories();
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const decisions = [
    { name: t('case.category'), value: nameOfCategory(sorting.category.value), decision: sorting.category },
    { name: t('case.division'), value: sorting.jurisdiction.value === null ? t('time.none') : nameOfDivision(sorting.jurisdiction.value), decision: sorting.jurisdiction },
    { name: t('case.urgency'), value: t(`urgency.${sorting.urgency.value}`), decision: sorting.urgency },
  ];
  return (
    <section className="panel" aria-labelledby="sorting-title">
      <h2 id="sorting-title">{t('case.sorting')}</h2>
      {sorting.unsure.length > 0 && <p><span className="tag tag-unsure">{t('case.unsure', { what: sorting.unsure.map((what) => t(`case.unsureWhat.${what}`)).join(language === 'en' ? ', ' : '、') })}</span></p>}
      <dl className="facts wide">
        {decisions.map(({ name, value, decision }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value} <span className="quiet small">{t(`case.method.${decision.method}`)} · {t('case.certainty', { percent: percent.format(decision.certainty) })}</span><div className="small">{nameOf(decision.reason)}</div></dd>
          </div>
        ))}
      </dl>
      <p className="quiet small">{t('case.model', { version: sorting.modelVersion })}</p>
    </section>
  );
}
