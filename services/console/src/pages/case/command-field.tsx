import { satisfactions, solutions, type CaseView } from '@suqiao/contracts';
import { useTexts } from '../../i18n';
import { useReader } from '../../session/reader';
import { ruleUnitOf, type FieldName, type Filled, type FormFault, type WrittenCommand } from './command-form';
import { CategoryField, UnitField, UnitsField } from './form-fields';
import { MergeField } from './merge-field';
import { AmountField, ChoiceField, MomentField, TextField } from './small-fields';

interface CommandFieldProps {
  readonly name: FieldName;
  readonly command: WrittenCommand;
  readonly view: CaseView;
  readonly filled: Filled;
  readonly fault: FormFault | null;
  readonly onFill: (change: Partial<Filled>) => void;
}

const longTexts: readonly FieldName[] = ['content', 'demand'];
const limits = { reason: 1000, note: 1000, text: 2000, demand: 2000, content: 10_000 } as const;
type TextName = keyof typeof limits;

/** What a text of a command is called where it has a name of its own. */
const ownLabels = {
  return: 'form.returnReason', refuse: 'form.refuseReason', sendBack: 'form.sendBackReason', answerJoint: 'form.jointAnswer', approve: 'form.approveNote',
} as const satisfies Partial<Record<WrittenCommand, string>>;
const labels = { reason: 'form.reason', note: 'form.note', text: 'form.text', demand: 'form.demand', content: 'form.answer' } as const;

function labelOf(command: WrittenCommand, name: TextName) {
  return command in ownLabels ? ownLabels[command as keyof typeof ownLabels] : labels[name];
}

function WrittenField({ name, command, filled, fault, onFill }: CommandFieldProps & { readonly name: TextName }) {
  const { t } = useTexts();
  return <TextField label={t(labelOf(command, name))} value={filled[name]} fault={fault} limit={limits[name]} required={name !== 'note'} rows={longTexts.includes(name) ? (name === 'content' ? 12 : 7) : 5} onChange={(text) => { onFill({ [name]: text }); }} />;
}

/** One field of a command's form, by its name in the contract. */
export function CommandField(props: CommandFieldProps) {
  const { t } = useTexts();
  const { name, command, view, filled, fault, onFill } = props;
  switch (name) {
    case 'unitId':
      return command === 'releaseJoint'
        ? <JointUnitField {...props} />
        : <UnitField view={view} value={filled.unitId} fault={fault} onChange={(unitId) => { onFill({ unitId }); }} />;
    case 'unitIds':
      return <UnitsField view={view} value={filled.unitIds} fault={fault} onChange={(unitIds) => { onFill({ unitIds }); }} />;
    case 'categoryCode':
      return <CategoryField value={filled.categoryCode} onChange={(categoryCode) => { onFill({ categoryCode }); }} />;
    case 'within':
    case 'extendBy':
      return <AmountField label={t(`form.${name}`)} value={filled[name]} unit={ruleUnitOf(view)} fault={fault} required={name === 'extendBy'} onChange={(amount) => { onFill({ [name]: amount }); }} />;
    case 'until':
      return <MomentField value={filled.until} fault={fault} onChange={(until) => { onFill({ until }); }} />;
    case 'final':
      return <ChoiceField label={t('form.final')} value={filled.final ? 'yes' : 'no'} fault={null} onChange={(choice) => { onFill({ final: choice === 'yes' }); }}
        choices={[{ value: 'yes', label: t('form.finalYes'), hint: t('form.finalYesHint') }, { value: 'no', label: t('form.finalNo'), hint: t('form.finalNoHint') }]} />;
    case 'solution':
      if (command === 'answer' && !filled.final) return null;
      return <ChoiceField label={t('form.solution')} value={filled.solution ?? ''} fault={fault} onChange={(choice) => { onFill({ solution: solutions.find((each) => each === choice) ?? null }); }}
        choices={[...solutions.map((value) => ({ value, label: t(`solution.${value}`) })), { value: '', label: t('form.solutionNone') }]} />;
    case 'satisfaction':
      return <ChoiceField label={t('form.satisfaction')} value={filled.satisfaction} fault={fault} onChange={(choice) => { onFill({ satisfaction: satisfactions.find((each) => each === choice) ?? null }); }}
        choices={satisfactions.map((value) => ({ value, label: t(`satisfaction.${value}`) }))} />;
    case 'into':
      return <MergeField value={filled.into} fault={fault} onChange={(into) => { onFill({ into }); }} />;
    case 'confidential':
      return <p className="field-said">{t('form.confidentialNow', { what: t(view.confidential ? 'case.confidential' : 'form.public') })} {t(filled.confidential ? 'form.confidentialOn' : 'form.confidentialOff')}</p>;
    default:
      return <JointDemand {...props}><WrittenField {...props} name={name} /></JointDemand>;
  }
}

/** Which of the joint units that still have to answer is released. */
function JointUnitField({ view, filled, fault, onFill }: CommandFieldProps) {
  const { t, nameOf } = useTexts();
  const open = view.joint.filter((part) => part.endedAt === null);
  return <ChoiceField label={t('form.releaseUnit')} value={filled.unitId} fault={fault} onChange={(unitId) => { onFill({ unitId }); }} choices={open.map(({ unit, demand }) => ({ value: unit.unitId, label: nameOf(unit.name), hint: demand }))} />;
}

/** What the lead unit asks of this reader's, above the answer to it. */
function JointDemand({ command, view, children }: CommandFieldProps & { readonly children: React.ReactNode }) {
  const { t } = useTexts();
  const { unitId } = useReader();
  const part = view.joint.find((each) => each.endedAt === null && (unitId === null || each.unit.unitId === unitId));
  if (command !== 'answerJoint' || part === undefined) return children;
  return <><p className="field-said"><b>{t('case.jointDemand')}</b><br />{part.demand}</p>{children}</>;
}
