import { en } from './en';
import { enChannels } from './en-channels';
import { enIssues } from './en-issues';
import { enOfficers } from './en-officers';
import { enRecords } from './en-records';
import { enRegister } from './en-register';
import { zh } from './zh';
import { zhChannels } from './zh-channels';
import { zhIssues } from './zh-issues';
import { zhOfficers } from './zh-officers';
import { zhRecords } from './zh-records';
import { zhRegister } from './zh-register';

/** Every text there is, with the parts that come with single pages: for types and tests, never loaded by a page. */
export const everyZh = { ...zh, ...zhChannels, ...zhIssues, ...zhOfficers, ...zhRecords, ...zhRegister };
export const everyEn = { ...en, ...enChannels, ...enIssues, ...enOfficers, ...enRecords, ...enRegister };
