import { reminderPageSchema, reminderRowSchema, type ReminderRow } from '@suqiao/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import { untoldEveryInMs } from '../api/live';
import { useTexts } from '../i18n';
import { ProblemNotice } from '../parts/notices';
import { Instant } from '../parts/times';
import { useToast } from '../parts/toasts';
import { useApi } from '../session/session';

/** 催办 that this reader has not read yet, above everything else that waits. */
export function InboxReminders() {
  const api = useApi();
  const { t } = useTexts();
  const { data } = useQuery({
    queryKey: ['cases', 'reminders', 'unread'], refetchInterval: untoldEveryInMs,
    queryFn: ({ signal }) => api.ask('/api/v1/reminders?unread=true&limit=20', reminderPageSchema, { signal }),
  });
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section className="panel inbox-reminders" aria-labelledby="reminders-title">
      <h2 id="reminders-title">{t('reminders.inbox')} <span className="tag tag-urgent numbers">{t('reminders.inboxCount', { total: data.total })}</span></h2>
      <ul>{data.items.map((reminder) => <Reminder key={reminder.id} reminder={reminder} />)}</ul>
    </section>
  );
}

function Reminder({ reminder }: { readonly reminder: ReminderRow }) {
  const api = useApi();
  const { t } = useTexts();
  const toast = useToast();
  const queries = useQueryClient();
  const read = useMutation({
    mutationFn: () => api.ask(`/api/v1/reminders/${reminder.id}/read`, reminderRowSchema, { method: 'POST', body: {} }),
    onSuccess: () => { toast(t('reminders.readDone')); },
    onSettled: () => queries.invalidateQueries({ queryKey: ['cases', 'reminders'] }),
  });
  return (
    <li>
      <div>
        <Link to={`/cases/${reminder.caseId}`}>{reminder.caseTitle}</Link> <span className="tag">{t(`reminderCause.${reminder.cause}`)}</span>
        <p>{reminder.text}</p>
        <p className="quiet small"><span className="numbers">{reminder.trackingNumber}</span>{reminder.by.kind === 'person' && ` · ${reminder.by.name}`} · <Instant at={reminder.sentAt ?? reminder.sendAt} /></p>
        {read.error !== null && <ProblemNotice error={read.error} />}
      </div>
      <Button loading={read.isPending} onClick={() => { read.mutate(); }}>{t('reminders.read')}</Button>
    </li>
  );
}
