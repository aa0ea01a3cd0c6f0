import { en } from './en';
import { enAudit } from './en-audit';
import { enChannels } from './en-channels';
import { enConsultations } from './en-consultations';
import { enIssues } from './en-issues';
import { enKnowledge } from './en-knowledge';
import { enLetters } from './en-letters';
import { enOfficers } from './en-officers';
import { enPalette } from './en-palette';
import { enRecords } from './en-records';
import { enRegister } from './en-register';
import { enReports } from './en-reports';
import { zh } from './zh';
import { zhAudit } from './zh-audit';
import { zhChannels } from './zh-channels';
import { zhConsultations } from './zh-consultations';
import { zhIssues } from './zh-issues';
import { zhKnowledge } from './zh-knowledge';
import { zhLetters } from './zh-letters';
import { zhOfficers } from './zh-officers';
import { zhPalette } from './zh-palette';
import { zhRecords } from './zh-records';
import { zhRegister } from './zh-register';
import { zhReports } from './zh-reports';

/** Every text there is, with the parts that come with single pages: for types and tests, never loaded by a page. */
export const everyZh = { ...zh, ...zhAudit, ...zhChannels, ...zhConsultations, ...zhIssues, ...zhLetters, ...zhKnowledge, ...zhOfficers, ...zhPalette, ...zhRecords, ...zhRegister, ...zhReports };
export const everyEn = { ...en, ...enAudit, ...enChannels, ...enConsultations, ...enIssues, ...enLetters, ...enKnowledge, ...enOfficers, ...enPalette, ...enRecords, ...enRegister, ...enReports };
