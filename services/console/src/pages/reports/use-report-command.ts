import { reportViewSchema, type ReportCommand, type ReportView } from '@suqiao/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { ApiProblem } from '../../api/client';
import { useTexts } from '../../i18n';
import { useToast } from '../../parts/toasts';
import { useApi } from '../../session/session';

/** An order as it is sent. */
export interface ReportCommandOrder {
  readonly command: ReportCommand;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Gives commands to a report. The same order sent again after a failure goes under the same key; whatever became of it, the
 * report is loaded again as it now is.
 */
export function useReportCommand(reportId: string, onDone: () => void) {
  const api = useApi();
  const { t } = useTexts();
  const toast = useToast();
  const queries = useQueryClient();
  const last = useRef({ content: '', key: '' });
  return useMutation({
    mutationFn: ({ command, body }: ReportCommandOrder): Promise<ReportView> => {
      const content = JSON.stringify([reportId, command, body]);
      if (last.current.content !== content) last.current = { content, key: crypto.randomUUID() };
      return api.ask(`/api/v1/insight/special-reports/${encodeURIComponent(reportId)}/commands/${command}`, reportViewSchema, { method: 'POST', body, idempotencyKey: last.current.key });
    },
    onSuccess: (view, { command }) => {
      last.current = { content: '', key: '' };
      queries.setQueryData(['reports', 'one', reportId], view);
      toast(t(`reports.done.${command}`));
      onDone();
    },
    onError: (error) => {
      if (error instanceof ApiProblem && !error.isPassing) last.current = { content: '', key: '' };
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['reports'] }),
  });
}
