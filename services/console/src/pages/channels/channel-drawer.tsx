import { channelAccountSchema, channelSettingsSchema, newChannelSchema, type ChannelAccount } from '@suqiao/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useTexts } from '../../i18n';
import { FormDrawer } from '../../parts/form-drawer';
import { LineField } from '../../parts/line-field';
import { ProblemNotice } from '../../parts/notices';
import { useToast } from '../../parts/toasts';
import { useApi } from '../../session/session';

/** Makes a channel, or changes the one that is given: its name stays. */
export default function ChannelDrawer({ channel, onClose }: { readonly channel?: ChannelAccount; readonly onClose: () => void }) {
  const api = useApi();
  const { t } = useTexts();
  const toast = useToast();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [wish, setWish] = useState({ name: channel?.name ?? '', displayName: channel?.displayName ?? '', quota: channel?.quotaPerMinute?.toString() ?? '' });
  const quota = wish.quota.trim() === '' ? null : Number(wish.quota);
  const save = useMutation({
    mutationFn: () => channel === undefined
      ? api.ask('/api/v1/channels', channelAccountSchema, { method: 'POST', body: { name: wish.name, displayName: wish.displayName, ...(quota !== null && { quotaPerMinute: quota }) } })
      : api.ask(`/api/v1/channels/${channel.name}`, channelAccountSchema, { method: 'PUT', body: { displayName: wish.displayName, quotaPerMinute: quota } }),
    onSuccess: (saved) => {
      toast(t(channel === undefined ? 'channels.made' : 'channels.saved'));
      onClose();
      if (channel === undefined) void navigate(`/channels/${saved.name}`);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['channels'] }),
  });
  const settings = channelSettingsSchema.safeParse({ displayName: wish.displayName, quotaPerMinute: quota });
  const isComplete = settings.success && (channel !== undefined || newChannelSchema.shape.name.safeParse(wish.name).success);
  return (
    <FormDrawer title={t(channel === undefined ? 'channels.make' : 'channels.change')} submitText={t(channel === undefined ? 'channels.submit' : 'channels.save')} pending={save.isPending} onSubmit={() => { save.mutate(); }} onClose={onClose}>
      {save.error !== null && <ProblemNotice error={save.error} />}
      {channel === undefined && <LineField label={t('channels.name')}>{(id) => <Input id={id} value={wish.name} required autoComplete="off" onChange={(event) => { setWish({ ...wish, name: event.target.value }); }} />}</LineField>}
      <LineField label={t('channels.displayName')}>{(id) => <Input id={id} value={wish.displayName} required maxLength={100} onChange={(event) => { setWish({ ...wish, displayName: event.target.value }); }} />}</LineField>
      <LineField label={t('channels.quota')}>{(id) => <Input id={id} inputMode="numeric" value={wish.quota} aria-invalid={!isComplete && !settings.success} onChange={(event) => { setWish({ ...wish, quota: event.target.value }); }} />}</LineField>
    </FormDrawer>
  );
}
