import { problemStates, type ReportCommand, type ReportProblem, type ReportView } from '@suqiao/contracts';
import { Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTexts } from '../../i18n';
import { useNow } from '../../parts/clock';
import { FormDrawer } from '../../parts/form-drawer';
import { LineField } from '../../parts/line-field';
import { SelectBox } from '../../parts/select-box';
import { UnitPicker } from '../../parts/unit-picker';
import { shanghaiDayOf } from '../digest/digest-sections';
import type { ReportCommandOrder } from './use-report-command';

/** Lines of the forms; dates are days of Shanghai. */
type Line = 'opinion' | 'reason' | 'way' | 'recipient' | 'receivedOn' | 'receiptNumber' | 'note' | 'instructedOn' | 'office' | 'text' | 'name' | 'dueOn' | 'progress';
const dates: readonly Line[] = ['receivedOn', 'instructedOn', 'dueOn'];
const long: readonly Line[] = ['reason', 'text', 'progress', 'opinion'];
const mayBeEmpty: readonly Line[] = ['opinion', 'receiptNumber', 'note', 'dueOn'];

const linesOf: Readonly<Record<ReportCommand, readonly Line[]>> = {
  redraft: [], submit: [], approve: ['opinion'], sendBack: ['reason'], freeze: [], send: ['recipient', 'way'], recordReceipt: ['receivedOn', 'receiptNumber', 'note'], recordInstruction: ['instructedOn', 'office', 'text'],
  addProblem: ['name', 'dueOn'], changeProblem: ['name', 'dueOn'], removeProblem: [], followProblem: ['progress', 'dueOn'], comment: ['text'], abandon: ['reason'],
};

interface DrawerProps {
  readonly view: ReportView;
  readonly command: ReportCommand;
  readonly problem: ReportProblem | null;
  readonly pending: boolean;
  readonly failure: ReactNode;
  readonly onSubmit: (order: ReportCommandOrder) => void;
  readonly onClose: () => void;
}

/** What a command has to be told, and nothing more. */
export default function ReportDrawer({ view, command, problem, pending, failure, onSubmit, onClose }: DrawerProps) {
  const { t, nameOf } = useTexts();
  const today = shanghaiDayOf(useNow());
  const [lines, setLines] = useState<Readonly<Partial<Record<Line, string>>>>({
    receivedOn: today, instructedOn: today, recipient: '省营转办', ...(problem !== null && { name: problem.name, dueOn: problem.dueOn ?? '' }),
  });
  const [keepText, setKeepText] = useState(true);
  const [issueId, setIssueId] = useState(problem?.issueId ?? '');
  const [state, setState] = useState<ReportProblem['state']>(problem?.state ?? 'open');
  const [owner, setOwner] = useState<readonly string[]>(problem?.owner == null ? [] : [problem.owner.unitId]);
  const isProblem = command === 'addProblem' || command === 'changeProblem';
  const submit = () => {
    const written = Object.fromEntries(linesOf[command].flatMap((line): [string, string | null][] => {
      const text = (lines[line] ?? '').trim();
      // A day that is taken away is told as such; what may be left out is left out.
      return text === '' && mayBeEmpty.includes(line) ? (line === 'dueOn' ? [[line, null]] : []) : [[line, text]];
    }));
    onSubmit({ command, body: {
      ...written, ...(command === 'redraft' && { keepText }), ...(problem !== null && { problemId: problem.problemId }), ...(command === 'followProblem' && { state }),
      ...(isProblem && { issueId: issueId === '' ? null : issueId }), ...((isProblem || command === 'followProblem') && { ownerUnitId: owner[0] ?? null }),
    } });
  };
  const name = t(`reports.command.${command}`);
  const isBare = linesOf[command].length === 0 && command !== 'redraft';
  return (
    <FormDrawer title={problem === null ? name : `${name}：${problem.name}`} submitText={t('reports.form.submit', { command: name })} pending={pending} onSubmit={submit} onClose={onClose}>
      {failure}
      {isBare && <p>{t('reports.form.confirm', { command: name })}</p>}
      {command === 'followProblem' && <SelectBox label={t('reports.form.state')} value={state} options={problemStates.map((value) => ({ value, label: t(`reports.problemState.${value}`) }))} onChange={(value) => { setState(problemStates.find((one) => one === value) ?? 'open'); }} />}
      {linesOf[command].map((line) => (
        <LineField key={line} label={t(`reports.form.${line}`)}>{(id) => long.includes(line)
          ? <Input.TextArea id={id} rows={4} value={lines[line] ?? ''} maxLength={2000} onChange={(event) => { setLines({ ...lines, [line]: event.target.value }); }} />
          : <Input id={id} value={lines[line] ?? ''} maxLength={200} {...(dates.includes(line) && { type: 'date' })} onChange={(event) => { setLines({ ...lines, [line]: event.target.value }); }} />}</LineField>
      ))}
      {command === 'redraft' && <label className="choice"><input type="checkbox" checked={keepText} onChange={(event) => { setKeepText(event.target.checked); }} /><span>{t('reports.form.keepText')}</span></label>}
      {isProblem && <SelectBox label={t('reports.form.issue')} value={issueId} options={[{ value: '', label: t('reports.form.issueNone') }, ...(view.drawing?.issues ?? []).map((issue) => ({ value: issue.issueId, label: issue.name }))]} onChange={setIssueId} />}
      {(isProblem || command === 'followProblem') && <UnitPicker label={t('reports.form.owner')} divisionCode={view.divisionCode} several={false} value={owner} known={problem?.owner == null ? [] : [{ value: problem.owner.unitId, label: nameOf(problem.owner.name) }]} faulty={false} onChange={setOwner} />}
    </FormDrawer>
  );
}
