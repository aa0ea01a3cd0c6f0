import { appellantRatingSchema, trackedAppealSchema, type AppellantRating, type TrackedAppeal } from '@suqiao/contracts';
import { useState, type FormEvent } from 'react';
import { ApiProblem } from '../api/client';
import { useTexts } from '../i18n';
import { Field, Refusal } from './field';
import { faultsIn, publicApi, wordsOf } from './public-api';

/** 评价: how satisfied the appellant is with the answer, once. */
export function RatingForm({ onRated, onOver }: { onRated(appeal: TrackedAppeal): void; onOver(): void }) {
  const { t } = useTexts();
  const [satisfaction, setSatisfaction] = useState<AppellantRating | null>(null);
  const [comment, setComment] = useState('');
  const [fault, setFault] = useState<string | undefined>();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    if (satisfaction === null) {
      setRefusal(t('public.rating.choose'));
      return;
    }
    setBusy(true);
    setRefusal(null);
    try {
      onRated(await publicApi.ask('/api/v1/tracking/rating', trackedAppealSchema, { method: 'POST', body: { satisfaction, ...(comment.trim() !== '' && { comment }) } }));
    } catch (error) {
      setBusy(false);
      if (error instanceof ApiProblem && error.problem.status === 401) onOver();
      setFault(faultsIn(error).get('/comment'));
      setRefusal(wordsOf(error, t));
    }
  };
  return (
    <form className="panel public-form" noValidate onSubmit={(event: FormEvent) => { event.preventDefault(); if (!busy) void submit(); }}>
      <fieldset>
        <legend>{t('public.rating.title')}</legend>
        <p className="quiet small">{t('public.rating.once')}</p>
        {refusal !== null && <Refusal>{refusal}</Refusal>}
        <div className="rating-choices">
          {appellantRatingSchema.options.map((choice) => (
            <label key={choice} className="rating-choice"><input type="radio" name="satisfaction" checked={satisfaction === choice} onChange={() => { setSatisfaction(choice); }} />{t(`satisfaction.${choice}`)}</label>
          ))}
        </div>
      </fieldset>
      <Field id="comment" label={t('public.rating.comment')} hint={t('public.rating.commentHint')} fault={fault}>{(control) => <textarea {...control} rows={3} maxLength={500} value={comment} onChange={(event) => { setComment(event.target.value); }} />}</Field>
      <button type="submit" className="public-submit" disabled={busy}>{t(busy ? 'public.rating.sending' : 'public.rating.submit')}</button>
    </form>
  );
}
