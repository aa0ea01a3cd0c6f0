import { caseViewSchema, type CaseCommand, type CaseView, type CommandBodies } from '@suqiao/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { ApiProblem } from '../../api/client';
import { useTexts } from '../../i18n';
import { useToast } from '../../parts/toasts';
import { useReader } from '../../session/reader';
import { useApi } from '../../session/session';
import { isDrafted, keepDraft } from './draft';

/** An order as it is sent: the command and the body that the contract gives it. */
export interface CommandOrder {
  readonly command: CaseCommand;
  readonly body: CommandBodies[CaseCommand];
}

/**
 * Gives commands to a case. The same order sent again after a failure goes under the same key, so that it is carried out
 * once even when only its answer was lost; whatever was refused, the case is loaded again as it now is.
 */
export function useCommand(caseId: string) {
  const api = useApi();
  const { t } = useTexts();
  const toast = useToast();
  const queries = useQueryClient();
  const { subject } = useReader();
  const last = useRef({ content: '', key: '' });
  return useMutation({
    mutationFn: ({ command, body }: CommandOrder): Promise<CaseView> => {
      const content = JSON.stringify([caseId, command, body]);
      if (last.current.content !== content) last.current = { content, key: crypto.randomUUID() };
      return api.ask(`/api/v1/cases/${encodeURIComponent(caseId)}/commands/${command}`, caseViewSchema, { method: 'POST', body, idempotencyKey: last.current.key });
    },
    onSuccess: (view, { command }) => {
      if (isDrafted(command)) keepDraft(caseId, command, subject, '');
      last.current = { content: '', key: '' };
      queries.setQueryData(['cases', 'one', caseId], view);
      toast(t(`form.done.${command}`));
    },
    onError: (error) => {
      // A refusal is final: the next try is a new order.
      if (error instanceof ApiProblem && !error.isPassing) last.current = { content: '', key: '' };
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['cases'] }),
  });
}
