import { issueViewSchema, type IssueCommand, type IssueCommandBodies, type IssueView } from '@suqiao/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { ApiProblem } from '../../api/client';
import { useTexts } from '../../i18n';
import { useToast } from '../../parts/toasts';
import { useApi } from '../../session/session';

/** An order as it is sent. */
export interface IssueCommandOrder {
  readonly command: IssueCommand;
  readonly body: IssueCommandBodies[IssueCommand];
}

/**
 * Gives commands to a common issue. The same order sent again after a failure goes under the same key; whatever became of it,
 * the issue is loaded again as it now is.
 */
export function useIssueCommand(issueId: string, onDone: () => void) {
  const api = useApi();
  const { t } = useTexts();
  const toast = useToast();
  const queries = useQueryClient();
  const last = useRef({ content: '', key: '' });
  return useMutation({
    mutationFn: ({ command, body }: IssueCommandOrder): Promise<IssueView> => {
      const content = JSON.stringify([issueId, command, body]);
      if (last.current.content !== content) last.current = { content, key: crypto.randomUUID() };
      return api.ask(`/api/v1/insight/common-issues/${encodeURIComponent(issueId)}/commands/${command}`, issueViewSchema, { method: 'POST', body, idempotencyKey: last.current.key });
    },
    onSuccess: (view, { command }) => {
      last.current = { content: '', key: '' };
      queries.setQueryData(['common-issues', 'one', issueId], view);
      toast(t(`issues.done.${command}`));
      onDone();
    },
    onError: (error) => {
      if (error instanceof ApiProblem && !error.isPassing) last.current = { content: '', key: '' };
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['common-issues'] }),
  });
}
