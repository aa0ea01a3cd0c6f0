import { policyPresetSchema, type PolicyPreset } from '@suqiao/contracts';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { useCategories, useChannels } from '../../api/directory';
import { useTexts } from '../../i18n';
import { DurationText } from '../../parts/durations';
import { PanelWaiting, ProblemNotice } from '../../parts/notices';
import { usePageTitle } from '../../parts/page-title';
import { useApi } from '../../session/session';
import '../../styles/running.css';

const presetsSchema = z.object({ items: z.array(policyPresetSchema), chosen: z.string() });

/** 时限规则: the presets with their sources, which set is in force, and what each gives to whom. */
export default function PresetsPage() {
  const api = useApi();
  const { t } = useTexts();
  usePageTitle(t('presets.title'));
  const { data, error, refetch } = useQuery({ queryKey: ['presets'], queryFn: ({ signal }) => api.ask('/api/v1/directory/policies', presetsSchema, { signal }), staleTime: Infinity });
  const chosen = data?.items.find(({ name }) => name === data.chosen)?.ruleSet;
  const sets = [...Map.groupBy(data?.items ?? [], ({ ruleSet }) => ruleSet)].sort(([a], [b]) => Number(b === chosen) - Number(a === chosen));
  return (
    <>
      <div className="page-head"><h1>{t('presets.title')}</h1><span className="quiet">{t('presets.lead')}</span></div>
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <PanelWaiting lines={10} />}
      <div className="running-parts">{sets.map(([ruleSet, presets]) => (
        <section key={ruleSet} className="panel" aria-labelledby={`set-${ruleSet}`}>
          <h2 id={`set-${ruleSet}`}>{t('presets.set', { ruleSet })} {ruleSet === chosen && <span className="tag tag-unsure">{t('presets.inForce')}</span>}</h2>
          {presets.map((preset) => <Preset key={`${preset.name}@${String(preset.version)}`} preset={preset} />)}
        </section>
      ))}</div>
    </>
  );
}

function Preset({ preset }: { readonly preset: PolicyPreset }) {
  const { t, nameOf } = useTexts();
  const { nameOfCategory } = useCategories();
  const { nameOfChannel } = useChannels();
  const { appliesTo: { categories, channels, urgencies } } = preset;
  const scope = [...(categories ?? []).map(nameOfCategory), ...(channels ?? []).map(nameOfChannel), ...(urgencies ?? []).map((urgency) => t(`urgency.${urgency}`))];
  const rules = [
    ['accept', preset.acceptWithin], ['reply', preset.replyWithin], ['resolve', preset.resolveWithin], ['dueSoon', preset.dueSoonBefore], ['extend', preset.extension?.atMost ?? null], ['suspend', preset.suspension?.atMost ?? null],
    ['return', preset.returnWithin], ['joint', preset.jointWithin], ['redo', preset.redoWithin], ['close', preset.closeWithin], ['reopen', preset.reopenWithin], ['city', preset.escalatedWithin.city], ['province', preset.escalatedWithin.province],
  ] as const;
  return (
    <article>
      <h3>{nameOf(preset.title)} <span className="quiet small">{preset.name}@{preset.version}</span></h3>
      <p className="small">{t('presets.valid', { from: preset.validFrom, to: preset.validTo ?? t('presets.open') })} · {scope.length === 0 ? t('presets.all') : t('presets.only', { scope: scope.join('、') })}</p>
      <dl className="preset-rules">
        {rules.map(([name, duration]) => <div key={name}><dt>{t(`presets.rule.${name}`)}</dt><dd>{duration === null ? t('presets.none') : <DurationText duration={duration} />}</dd></div>)}
        <div><dt>{t('presets.rule.check')}</dt><dd>{t(`presets.check.${preset.qualityCheck}`)}</dd></div>
      </dl>
      <p className="quiet small">{t('presets.source')}{nameOf(preset.source)}</p>
    </article>
  );
}
