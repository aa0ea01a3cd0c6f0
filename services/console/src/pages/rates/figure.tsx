import type { RateFigure, RateName, RatePart } from '@suqiao/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useTexts } from '../../i18n';
import { figureQuery, type RatesFilter } from './rates-filter';

interface FigureProps {
  readonly figure: RateFigure;
  readonly rate: RateName;
  /** Name of the row. */
  readonly row: string;
  readonly rowKey: string | null;
  readonly filter: RatesFilter;
}

/** One rate: the quotient, its bar, and the counts behind it, each of which opens its cases. */
export function Figure({ figure, rate, row, rowKey, filter }: FigureProps) {
  const { t, language } = useTexts();
  const percent = new Intl.NumberFormat(language, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const link = (part: RatePart, shown: ReactNode) => (
    <Link to={`/rates/cases?${figureQuery(filter, { rate, part, key: rowKey })}`}>{shown}<span className="hidden">{t('rates.open', { row, rate: t(`rate.${rate}`), part: t(`ratePart.${part}`) })}</span></Link>
  );
  return (
    <div className="figure">
      <b className="figure-rate numbers">{figure.rate === null ? t('rates.none') : percent.format(figure.rate)}</b>
      <svg className={`figure-bar figure-${rate}`} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect className="bar-track" width="100" height="8" /><rect className="bar-rate" width={(figure.rate ?? 0) * 100} height="8" /></svg>
      <span className="figure-counts numbers">{link('numerator', figure.numerator)} / {link('denominator', figure.denominator)}{figure.excluded > 0 && <span className="quiet"> · {link('excluded', t('rates.excluded', { amount: figure.excluded }))}</span>}</span>
    </div>
  );
}
