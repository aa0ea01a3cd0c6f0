import type { PrintedFormula } from '@suqiao/contracts';
import { useTexts } from '../../i18n';

/** The formulas as the figures were counted by them, in the API's own words. */
export function Formulas({ formulas }: { readonly formulas: readonly PrintedFormula[] }) {
  const { t, nameOf } = useTexts();
  return (
    <section className="panel" aria-labelledby="formulas-title">
      <h2 id="formulas-title">{t('rates.formulas')}</h2>
      <div className="formulas">
        {formulas.map((formula) => (
          <div key={formula.name} className="formula">
            <h3>{nameOf(formula.title)} <span className="quiet small">{t('rates.version', { version: formula.version })} · {formula.validFrom}</span></h3>
            <p className="quotient"><span>{nameOf(formula.numerator)}</span><span>{nameOf(formula.denominator)}</span></p>
            <p className="small">{t('ratePart.excluded')}{t('case.colon')}{nameOf(formula.exclusions)}</p>
            <p className="quiet small">{t(`rates.countedOn.${formula.countedOn}`)} · {t('rates.source')}{t('case.colon')}{nameOf(formula.source)}</p>
          </div>
        ))}
      </div>
    </section>
  );
}
