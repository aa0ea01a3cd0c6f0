import { handOverPeopleSchema, handOverSchema, newHandOverSchema, type HandOverPerson } from '@suqiao/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useDivisions } from '../../api/directory';
import { useTexts } from '../../i18n';
import { useNow } from '../../parts/clock';
import { FormDrawer } from '../../parts/form-drawer';
import { PanelWaiting, ProblemNotice } from '../../parts/notices';
import { SelectBox } from '../../parts/select-box';
import { useToast } from '../../parts/toasts';
import { useReader } from '../../session/reader';
import { useApi } from '../../session/session';
import { TextField } from '../case/small-fields';
import { faultOfText } from '../case/written-fault';
import { shanghaiDayOf } from '../digest/digest-sections';

/** Arranges who stands in for whom, from when until when, and why. */
export default function HandOverDrawer({ onClose }: { readonly onClose: () => void }) {
  const api = useApi();
  const { t } = useTexts();
  const toast = useToast();
  const queries = useQueryClient();
  const reader = useReader();
  const today = shanghaiDayOf(useNow());
  const [wish, setWish] = useState({ absent: reader.subject, to: '', from: today, until: today, reason: '' });
  const [tried, setTried] = useState(false);
  const people = useQuery({ queryKey: ['hand-over-people', wish.absent], queryFn: ({ signal }) => api.ask(`/api/v1/supervision/hand-overs/people?${new URLSearchParams({ absent: wish.absent }).toString()}`, handOverPeopleSchema, { signal }) });
  const deputy = people.data?.deputies.find(({ subject }) => subject === wish.to);
  const parsed = newHandOverSchema.safeParse({ ...wish, toName: deputy?.name ?? '' });
  const make = useMutation({
    mutationFn: (body: unknown) => api.ask('/api/v1/supervision/hand-overs', handOverSchema, { method: 'POST', body }),
    onSuccess: () => { toast(t('handOvers.made')); onClose(); },
    onSettled: () => queries.invalidateQueries({ queryKey: ['hand-overs'] }),
  });
  const submit = () => {
    setTried(true);
    if (parsed.success && deputy !== undefined) make.mutate(parsed.data);
  };
  const fault = (field: string) => (tried && !parsed.success && parsed.error.issues.some(({ path }) => path[0] === field) ? faultOfText(newHandOverSchema.shape.reason.safeParse(wish.reason)) : null);
  return (
    <FormDrawer title={t('handOvers.make')} submitText={t('handOvers.submit')} pending={make.isPending} onSubmit={submit} onClose={onClose}>
      {make.error !== null && <ProblemNotice error={make.error} />}
      {people.error !== null && <ProblemNotice error={people.error} onRetry={() => void people.refetch()} />}
      {people.data === undefined ? people.error === null && <PanelWaiting lines={3} /> : <People absent={people.data.absent} deputies={people.data.deputies} wish={wish} tried={tried} onChange={(change) => { setWish({ ...wish, ...change }); }} />}
      {people.data?.truncated === true && <p className="quiet small">{t('handOvers.truncated')}</p>}
      <div className="two-fields">
        <DayField label={t('handOvers.from')} value={wish.from} min={today} onChange={(from) => { setWish({ ...wish, from, until: wish.until < from ? from : wish.until }); }} />
        <DayField label={t('handOvers.until')} value={wish.until} min={wish.from} onChange={(until) => { setWish({ ...wish, until }); }} />
      </div>
      <TextField label={t('handOvers.reason')} value={wish.reason} fault={fault('reason')} limit={500} required rows={3} onChange={(reason) => { setWish({ ...wish, reason }); }} />
      <p className="quiet small">{t('handOvers.moves')}</p>
    </FormDrawer>
  );
}

interface PeopleProps {
  readonly absent: readonly HandOverPerson[];
  readonly deputies: readonly HandOverPerson[];
  readonly wish: { readonly absent: string; readonly to: string };
  readonly tried: boolean;
  readonly onChange: (change: { readonly absent?: string; readonly to?: string }) => void;
}

function People({ absent, deputies, wish, tried, onChange }: PeopleProps) {
  const { t } = useTexts();
  const { nameOfDivision } = useDivisions();
  const optionOf = ({ subject, name, role, divisionCode }: HandOverPerson) => ({ value: subject, label: `${name}（${t(`role.${role}`)} · ${nameOfDivision(divisionCode)}）` });
  return (
    <>
      {absent.length > 1 && <SelectBox label={t('handOvers.absent')} value={wish.absent} options={absent.map(optionOf)} onChange={(subject) => { onChange({ absent: subject, to: '' }); }} />}
      {deputies.length === 0
        ? <p role="status">{t('handOvers.noDeputy')}</p>
        : <SelectBox label={t('handOvers.deputy')} value={wish.to} options={[{ value: '', label: t('handOvers.pickDeputy') }, ...deputies.map(optionOf)]} onChange={(to) => { onChange({ to }); }} />}
      {tried && wish.to === '' && deputies.length > 0 && <p role="alert" className="late">{t('handOvers.pickDeputy')}</p>}
    </>
  );
}

function DayField({ label, value, min, onChange }: { readonly label: string; readonly value: string; readonly min: string; readonly onChange: (day: string) => void }) {
  const id = useId();
  return <span className="select-box"><label htmlFor={id}>{label}</label><input id={id} type="date" value={value} min={min} required onChange={(event) => { if (event.target.value !== '') onChange(event.target.value); }} /></span>;
}
