import { channelScopes, issuedKeySchema, type ChannelScope, type IssuedKey } from '@suqiao/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { useTexts } from '../../i18n';
import { FormDrawer } from '../../parts/form-drawer';
import { LineField } from '../../parts/line-field';
import { ProblemNotice } from '../../parts/notices';
import { SelectBox } from '../../parts/select-box';
import { useApi } from '../../session/session';
import { endOfShanghaiDay } from './channel-figures';

/** Issues a key to a channel. */
export default function KeyDrawer({ channel, onIssued, onClose }: { readonly channel: string; readonly onIssued: (issued: IssuedKey) => void; readonly onClose: () => void }) {
  const api = useApi();
  const { t } = useTexts();
  const queries = useQueryClient();
  const [wish, setWish] = useState({ label: '', kind: 'key', scopes: [...channelScopes] as ChannelScope[], sandbox: false, expires: '' });
  const issue = useMutation({
    mutationFn: () => api.ask(`/api/v1/channels/${channel}/keys`, issuedKeySchema, { method: 'POST', body: { label: wish.label, kind: wish.kind, scopes: wish.scopes, sandbox: wish.sandbox, expiresAt: endOfShanghaiDay(wish.expires) } }),
    onSuccess: (issued) => { onIssued(issued); onClose(); },
    onSettled: () => queries.invalidateQueries({ queryKey: ['channels'] }),
  });
  const choose = (scope: ChannelScope, isWanted: boolean) => { setWish({ ...wish, scopes: channelScopes.filter((one) => (one === scope ? isWanted : wish.scopes.includes(one))) }); };
  return (
    <FormDrawer title={t('channels.issue')} submitText={t('channels.issueSubmit')} pending={issue.isPending} onSubmit={() => { issue.mutate(); }} onClose={onClose}>
      {issue.error !== null && <ProblemNotice error={issue.error} />}
      <LineField label={t('channels.label')}>{(id) => <Input id={id} value={wish.label} required maxLength={100} onChange={(event) => { setWish({ ...wish, label: event.target.value }); }} />}</LineField>
      <SelectBox label={t('channels.kind')} value={wish.kind} options={[{ value: 'key', label: t('channels.kinds.key') }, { value: 'client', label: t('channels.kinds.client') }]} onChange={(kind) => { setWish({ ...wish, kind }); }} />
      <fieldset className="field choices">
        <legend>{t('channels.scopes')}</legend>
        <div className="choice-list">
          {channelScopes.map((scope) => <label key={scope} className="choice"><input type="checkbox" checked={wish.scopes.includes(scope)} onChange={(event) => { choose(scope, event.target.checked); }} /><span>{t(`scope.${scope}`)} <span className="quiet small">{scope}</span></span></label>)}
        </div>
      </fieldset>
      <label className="choice"><input type="checkbox" checked={wish.sandbox} onChange={(event) => { setWish({ ...wish, sandbox: event.target.checked }); }} /><span>{t('channels.sandbox')}</span></label>
      <LineField label={t('channels.expires')}>{(id) => <Input id={id} type="date" value={wish.expires} onChange={(event) => { setWish({ ...wish, expires: event.target.value }); }} />}</LineField>
    </FormDrawer>
  );
}
