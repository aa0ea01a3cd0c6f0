import { appealAcknowledgementSchema, isCreditCode, publicFormSchema, type PublicForm } from '@suqiao/contracts';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { ApiProblem } from '../api/client';
import { useTexts } from '../i18n';
import { usePageTitle } from '../parts/page-title';
import { Field, Refusal } from './field';
import { faultsIn, formKey, publicApi, wordsOf } from './public-api';
import { Raised } from './raised';

const blank = { name: '', creditCode: '', contact: '', phone: '', email: '', title: '', content: '', divisionCode: '', categoryCode: '', confidential: false, consent: false };
type Values = typeof blank;
type TextName = Exclude<keyof Values, 'confidential' | 'consent'>;

/** Where the API names each field. */
const pointers: Readonly<Record<keyof Values, string>> = {
  name: '/appellant/name', creditCode: '/appellant/creditCode', contact: '/appellant/contact', phone: '/appellant/phone', email: '/appellant/email',
  title: '/title', content: '/content', divisionCode: '/divisionCode', categoryCode: '/categoryCode', confidential: '/confidential', consent: '/consent',
};

function bodyOf({ name, creditCode, contact, phone, email, title, content, divisionCode, categoryCode, confidential, consent }: Values) {
  return {
    title, content, divisionCode, consent, ...(confidential && { confidential }), ...(categoryCode !== '' && { categoryCode }),
    appellant: { name, contact, phone: phone.trim(), ...(creditCode.trim() !== '' && { creditCode: creditCode.trim().toUpperCase() }), ...(email.trim() !== '' && { email: email.trim() }) },
  };
}

/** 提出诉求: an enterprise raises an appeal itself. */
export function RaisePage() {
  const { t } = useTexts();
  usePageTitle(t('public.raise.title'));
  const [raised, setRaised] = useState<{ readonly trackingNumber: string; readonly phone: string } | null>(null);
  const [round, setRound] = useState(0);
  if (raised !== null) return <Raised {...raised} onAnother={() => { setRaised(null); setRound(round + 1); }} />;
  return (
    <>
      <div className="public-head"><h1>{t('public.raise.title')}</h1><p className="quiet">{t('public.raise.lead')}</p></div>
      <RaiseForm key={round} onRaised={setRaised} />
    </>
  );
}

function useChoices(): PublicForm | null {
  const [choices, setChoices] = useState<PublicForm | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    publicApi.ask('/api/v1/public/form', publicFormSchema, { signal: abort.signal }).then(setChoices, () => undefined);
    return () => { abort.abort(); };
  }, []);
  return choices;
}

function RaiseForm({ onRaised }: { onRaised(raised: { readonly trackingNumber: string; readonly phone: string }): void }) {
  const { t } = useTexts();
  const choices = useChoices();
  const [values, setValues] = useState<Values>(blank);
  const [faults, setFaults] = useState<ReadonlyMap<string, string>>(new Map());
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const key = useRef(formKey());
  // A second click comes before the button is drawn as busy.
  const sending = useRef(false);

  const faultOf = (name: keyof Values) => (name === 'divisionCode' && faults.has(pointers.divisionCode) ? t('public.raise.divisionChoose') : faults.get(pointers[name]));
  const set = <Name extends keyof Values>(name: Name, value: Values[Name]) => {
    setValues((before) => ({ ...before, [name]: value }));
    setFaults((before) => new Map([...before].filter(([pointer]) => pointer !== pointers[name])));
  };
  const submit = async () => {
    if (sending.current) return;
    sending.current = true;
    setBusy(true);
    setRefusal(null);
    try {
      const { trackingNumber } = await publicApi.ask('/api/v1/public/appeals', appealAcknowledgementSchema, { method: 'POST', body: bodyOf(values), idempotencyKey: key.current });
      onRaised({ trackingNumber, phone: values.phone });
    } catch (error) {
      const found = faultsIn(error);
      setFaults(found);
      setRefusal(error instanceof ApiProblem && found.size > 0 ? t('public.raise.wrong', { count: found.size }) : wordsOf(error, t));
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
    } finally {
      sending.current = false;
      setBusy(false);
    }
  };
  const text = (name: TextName) => (control: object) => <input {...control} name={name} value={values[name]} onChange={(event) => { set(name, event.target.value); }} />;
  const checkCode = () => {
    const code = values.creditCode.trim().toUpperCase();
    if (code !== '' && !isCreditCode(code)) setFaults((before) => new Map([...before, [pointers.creditCode, t('public.raise.creditCodeWrong')]]));
  };

  return (
    <form ref={form} className="panel public-form" noValidate onSubmit={(event: FormEvent) => { event.preventDefault(); void submit(); }}>
      {refusal !== null && <Refusal>{refusal}</Refusal>}
      <fieldset>
        <legend>{t('public.raise.who')}</legend>
        <Field id="name" label={t('public.raise.name')} fault={faultOf('name')} required>{(control) => <input {...control} autoComplete="organization" value={values.name} onChange={(event) => { set('name', event.target.value); }} />}</Field>
        <Field id="creditCode" label={t('public.raise.creditCode')} hint={t('public.raise.creditCodeHint')} fault={faultOf('creditCode')}>
          {(control) => <input {...control} autoCapitalize="characters" spellCheck={false} maxLength={18} value={values.creditCode} onBlur={checkCode} onChange={(event) => { set('creditCode', event.target.value); }} />}
        </Field>
        <Field id="contact" label={t('public.raise.contact')} fault={faultOf('contact')} required>{(control) => <input {...control} autoComplete="name" value={values.contact} onChange={(event) => { set('contact', event.target.value); }} />}</Field>
        <Field id="phone" label={t('public.raise.phone')} hint={t('public.raise.phoneHint')} fault={faultOf('phone')} required>{(control) => <input {...control} type="tel" autoComplete="tel" value={values.phone} onChange={(event) => { set('phone', event.target.value); }} />}</Field>
        {choices?.mail === true && <Field id="email" label={t('public.raise.email')} hint={t('public.raise.emailHint')} fault={faultOf('email')}>{(control) => <input {...control} type="email" autoComplete="email" value={values.email} onChange={(event) => { set('email', event.target.value); }} />}</Field>}
      </fieldset>
      <fieldset>
        <legend>{t('public.raise.what')}</legend>
        <Field id="title" label={t('public.raise.subject')} fault={faultOf('title')} required>{text('title')}</Field>
        <Field id="details" label={t('public.raise.content')} hint={t('public.raise.contentHint')} fault={faultOf('content')} required>{(control) => <textarea {...control} rows={6} value={values.content} onChange={(event) => { set('content', event.target.value); }} />}</Field>
        <PlaceAndCategory choices={choices} values={values} faultOf={faultOf} onChange={set} />
      </fieldset>
      <div className="check"><input id="confidential" type="checkbox" checked={values.confidential} onChange={(event) => { set('confidential', event.target.checked); }} /><label htmlFor="confidential">{t('public.raise.confidential')} <span className="quiet small">{t('public.raise.confidentialHint')}</span></label></div>
      <p className="privacy quiet small" id="privacy">{t('public.raise.privacy')}</p>
      <div className="check">
        <input id="consent" type="checkbox" checked={values.consent} aria-required aria-invalid={faultOf('consent') !== undefined} aria-describedby={faultOf('consent') === undefined ? 'privacy' : 'consent-fault privacy'} onChange={(event) => { set('consent', event.target.checked); }} />
        <label htmlFor="consent">{t('public.raise.consent')}</label>
      </div>
      {faultOf('consent') !== undefined && <p className="field-fault" id="consent-fault">{faultOf('consent')}</p>}
      <button type="submit" className="public-submit" disabled={busy}>{t(busy ? 'public.raise.submitting' : 'public.raise.submit')}</button>
    </form>
  );
}

function PlaceAndCategory({ choices, values, faultOf, onChange }: { readonly choices: PublicForm | null; readonly values: Values; faultOf(name: keyof Values): string | undefined; onChange(name: 'divisionCode' | 'categoryCode', value: string): void }) {
  const { t, nameOf } = useTexts();
  const { divisions = [], categories = [] } = choices ?? {};
  const provinces = divisions.filter(({ parentCode }) => parentCode === null);
  const below = <Entry extends PublicForm['divisions'][number]>(entries: readonly Entry[], code: string) => entries.filter(({ parentCode }) => parentCode === code);
  const cities = provinces.flatMap(({ code }) => below(divisions, code));
  const option = ({ code, name }: PublicForm['divisions'][number]) => <option key={code} value={code}>{nameOf(name)}</option>;
  return (
    <>
      <Field id="division" label={t('public.raise.division')} fault={faultOf('divisionCode')} required>
        {(control) => (
          <select {...control} value={values.divisionCode} onChange={(event) => { onChange('divisionCode', event.target.value); }}>
            <option value="">{t('public.raise.divisionChoose')}</option>
            {provinces.map(option)}
            {cities.map((city) => <optgroup key={city.code} label={nameOf(city.name)}>{[city, ...below(divisions, city.code)].map(option)}</optgroup>)}
          </select>
        )}
      </Field>
      <Field id="category" label={t('public.raise.category')} fault={faultOf('categoryCode')}>
        {(control) => (
          <select {...control} value={values.categoryCode} onChange={(event) => { onChange('categoryCode', event.target.value); }}>
            <option value="">{t('public.raise.categoryUnsure')}</option>
            {categories.filter(({ parentCode }) => parentCode === null).map((first) => <optgroup key={first.code} label={nameOf(first.name)}>{below(categories, first.code).map(option)}</optgroup>)}
          </select>
        )}
      </Field>
    </>
  );
}
