import { offRecordReadingsSchema, offRecordRemarkSchema, offRecordSchema, type RecordView } from '@suqiao/contracts';
import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../format/instants';
import { useTexts } from '../../i18n';
import { LineField } from '../../parts/line-field';
import { ProblemNotice } from '../../parts/notices';
import { useToast } from '../../parts/toasts';
import { useApi } from '../../session/session';

/** 不记名发言: shown when a person asks, because each reading is written down. */
export function OffRecord({ record }: { readonly record: RecordView }) {
  const api = useApi();
  const { t, language } = useTexts();
  const toast = useToast();
  const [text, setText] = useState('');
  const path = `/api/v1/records/${record.id}/off-record`;
  const read = useMutation({ mutationFn: () => api.ask(path, offRecordSchema) });
  const readings = useMutation({ mutationFn: () => api.ask(`${path}/readings`, offRecordReadingsSchema) });
  const add = useMutation({ mutationFn: () => api.ask(path, offRecordRemarkSchema, { method: 'POST', body: { text } }), onSuccess: () => { setText(''); toast(t('records.added')); } });
  const problem = read.error ?? readings.error ?? add.error;
  const when = (at: string) => formatInstant(at, language, 'minute');
  return (
    <section className="panel" aria-labelledby="off-record-title">
      <h2 id="off-record-title">{t('records.offRecord')}</h2>
      <p className="quiet small">{t('records.offRecordHint')}</p>
      {problem !== null && <ProblemNotice error={problem} />}
      <div className="channel-actions">
        {record.mayReadOffRecord && <Button loading={read.isPending} onClick={() => { read.mutate(); }}>{t('records.read')}</Button>}
        {record.mine && <Button loading={readings.isPending} onClick={() => { readings.mutate(); }}>{t('records.readings')}</Button>}
      </div>
      {read.data !== undefined && (read.data.items.length === 0 ? <p>{t('records.noRemarks')}</p> : <ul className="register-appeals">{read.data.items.map((remark) => <li key={remark.id}>{remark.text}</li>)}</ul>)}
      {readings.data !== undefined && <ul className="register-appeals" aria-label={t('records.readings')}>{readings.data.items.map(({ subject, name, at }) => <li key={`${subject} ${at}`}>{t('records.reading', { name, when: when(at) })}</li>)}</ul>}
      {record.mine && (
        <form onSubmit={(event) => { event.preventDefault(); add.mutate(); }}>
          <LineField label={t('records.remark')}>{(id) => <Input.TextArea id={id} rows={2} required value={text} onChange={(event) => { setText(event.target.value); }} />}</LineField>
          <Button htmlType="submit" loading={add.isPending}>{t('records.addSubmit')}</Button>
        </form>
      )}
    </section>
  );
}
