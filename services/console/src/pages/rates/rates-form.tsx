import { levels, periodUnitSchema, rateDimensions, type Rates } from '@suqiao/contracts';
import { Button } from 'antd';
import { useId, useState, type FormEvent } from 'react';
import { useCategories, useChannels, useDivisions } from '../../api/directory';
import { useTexts } from '../../i18n';
import { SelectBox } from '../../parts/select-box';
import { useReader } from '../../session/reader';
import { dimensionOf, type RatesFilter } from './rates-filter';

interface RatesFormProps {
  readonly filter: RatesFilter;
  /** What is shown; its days stand where none were chosen. */
  readonly shown: Rates | undefined;
  readonly onChange: (filter: RatesFilter) => void;
}

/** What the rates are asked of: a row's meaning, place, level, category, channel, unit, period, and the day of knowledge. */
export function RatesForm({ filter, shown, onChange }: RatesFormProps) {
  const { t } = useTexts();
  const [draft, setDraft] = useState<RatesFilter>(filter);
  const set = (name: keyof RatesFilter) => (value: string) => { setDraft((before) => ({ ...before, [name]: value })); };
  const by = dimensionOf(draft);
  const { channels, nameOfChannel } = useChannels();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange(draft);
  };
  return (
    <form className="panel rates-form" aria-label={t('rates.scope')} onSubmit={submit}>
      <SelectBox label={t('rates.by')} value={by} options={rateDimensions.map((value) => ({ value, label: t(`rates.dimension.${value}`) }))} onChange={set('by')} />
      {by === 'period' && <SelectBox label={t('rates.periodUnit')} value={draft.periodUnit ?? 'month'} options={periodUnitSchema.options.map((value) => ({ value, label: t(`rates.period.${value}`) }))} onChange={set('periodUnit')} />}
      <PlaceBoxes draft={draft} set={set} />
      <SelectBox label={t('rates.channel')} value={draft.channel ?? ''} options={[{ value: '', label: t('rates.anyChannel') }, ...channels.map(({ name }) => ({ value: name, label: nameOfChannel(name) }))]} onChange={set('channel')} />
      <TextBox label={t('rates.unit')} type="text" value={draft.unitId ?? ''} placeholder={t('rates.anyUnit')} onChange={set('unitId')} />
      <TextBox label={t('rates.from')} type="date" value={draft.from ?? shown?.from ?? ''} onChange={set('from')} />
      <TextBox label={t('rates.to')} type="date" value={draft.to ?? shown?.to ?? ''} onChange={set('to')} />
      <TextBox label={t('rates.asOf')} type="date" value={draft.asOf ?? shown?.asOf ?? ''} onChange={set('asOf')} />
      <Button type="primary" htmlType="submit">{t('rates.show')}</Button>
    </form>
  );
}

function PlaceBoxes({ draft, set }: { readonly draft: RatesFilter; readonly set: (name: keyof RatesFilter) => (value: string) => void }) {
  const { t, nameOf } = useTexts();
  const { divisionCode } = useReader();
  const { byCode } = useDivisions();
  const { categories } = useCategories();
  // One level below the reader's own, and below what is chosen: the whole province's list would be long.
  const near = [...byCode.values()].filter((place) => place.parentCode === divisionCode || place.code === draft.division || (draft.division !== undefined && place.parentCode === draft.division));
  const chosen = draft.category?.split('.')[0];
  const shown = categories.filter((category) => category.parentCode === null || category.parentCode === chosen || category.code === draft.category);
  return (
    <>
      <SelectBox label={t('rates.division')} value={draft.division ?? ''} options={[{ value: '', label: t('rates.anyDivision') }, ...near.map((place) => ({ value: place.code, label: nameOf(place.name) }))]} onChange={set('division')} />
      <SelectBox label={t('rates.level')} value={draft.level ?? ''} options={[{ value: '', label: t('rates.anyLevel') }, ...levels.map((level) => ({ value: level, label: t(`level.${level}`) }))]} onChange={set('level')} />
      <SelectBox label={t('rates.category')} value={draft.category ?? ''} options={[{ value: '', label: t('rates.anyCategory') }, ...shown.map((category) => ({ value: category.code, label: nameOf(category.name) }))]} onChange={set('category')} />
    </>
  );
}

interface TextBoxProps {
  readonly label: string;
  readonly type: 'text' | 'date';
  readonly value: string;
  readonly placeholder?: string;
  readonly onChange: (value: string) => void;
}

function TextBox({ label, onChange, ...rest }: TextBoxProps) {
  const id = useId();
  return <span className="select-box"><label htmlFor={id}>{label}</label><input id={id} {...rest} onChange={(event) => { onChange(event.target.value); }} /></span>;
}
