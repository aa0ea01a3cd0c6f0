import type { CaseRequest, Level } from '@suqiao/contracts';
import { useUnitNames } from '../../api/directory';
import { useTexts } from '../../i18n';
import { DurationText } from '../../parts/durations';
import { Instant, SoFar } from '../../parts/times';
import { Who } from '../../parts/who';

/** Whose decision a request is: the level above's; the province, which has none above it, decides itself. */
const deciders = { county: 'city', city: 'province', province: 'province' } as const satisfies Record<Level, Level>;

/** A request that waits: who asked for what, why, since when, and who has to decide. */
export function RequestFacts({ request, level }: { readonly request: CaseRequest; readonly level: Level }) {
  const { t } = useTexts();
  const nameOfUnit = useUnitNames(request.by.kind === 'person' && request.by.unitId !== null ? [request.by.unitId] : []);
  return (
    <div className="request">
      <h2>{t('case.request', { kind: t(`requestKind.${request.kind}`) })}</h2>
      <dl className="facts">
        {request.extendBy !== null && <div><dt>{t('case.requestExtendBy')}</dt><dd><b><DurationText duration={request.extendBy} /></b></dd></div>}
        {request.until !== null && <div><dt>{t('case.requestUntil')}</dt><dd><b><Instant at={request.until} /></b></dd></div>}
        <div><dt>{t('case.requestDecider')}</dt><dd><b>{t('case.decider', { level: t(`level.${deciders[level]}`) })}</b></dd></div>
        <div><dt>{t('case.requestBy')}</dt><dd><Who by={request.by} nameOfUnit={nameOfUnit} /></dd></div>
        <div><dt>{t('case.requestSince')}</dt><dd><Instant at={request.at} /> <span className="quiet small"><SoFar since={request.at} /></span></dd></div>
        <div className="facts-whole"><dt>{t('case.requestReason')}</dt><dd className="written">{request.reason}</dd></div>
      </dl>
    </div>
  );
}
