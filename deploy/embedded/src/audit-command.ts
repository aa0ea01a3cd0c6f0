import { parseArgs } from 'node:util';
import { auditActionSchema, type AuditEntry, type AuditReceipt, type AuditVerification } from '@suqiao/contracts';
import { AuditTrail } from '@suqiao/infra/audit';
import { connectionSettings, mongodbUri, portsFromEnvironment } from '@suqiao/infra/local';
import { openMongo } from '@suqiao/infra/mongo';

const usage = `npm run audit -- verify [--receipt SEQUENCE:DIGEST]…        walks the whole chain; exit code 1 where it is broken
npm run audit -- list [--limit 50] [--action personalDataUnmasked] [--about SQ20261123-7K3F9Q2M-5] [--json]   the newest first`;

const breakTexts: Readonly<Record<NonNullable<AuditVerification['firstBreak']>['kind'], readonly [string, string]>> = {
  missing: ['缺失', 'is missing'], misplaced: ['不在原位', 'is not where it was written'], changed: ['内容被改', 'was changed'], rewritten: ['与所存回执不符', 'is not the one that its receipt tells of'],
};

/**
 * Verifies or lists the audit trail of the store that the environment names, or of the one that `npm start` runs here.
 * @param tell takes a line
 * @returns the exit code: 1 where the chain is broken
 * @throws Error with the usage when it is not understood, or when the store is not there
 */
export async function runAudit(args: readonly string[], environment: NodeJS.ProcessEnv, tell: (line: string) => void): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args], allowPositionals: true,
    options: { receipt: { type: 'string', multiple: true, default: [] }, limit: { type: 'string', default: '50' }, action: { type: 'string' }, about: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const [command] = positionals;
  const limit = Number(values.limit);
  if ((command !== 'verify' && command !== 'list') || !Number.isInteger(limit) || limit < 1) throw new Error(usage);
  const receipts = values.receipt.map(receiptFrom);
  const action = values.action === undefined ? undefined : auditActionSchema.parse(values.action);
  const uri = connectionSettings(environment).mongodbUri ?? mongodbUri(portsFromEnvironment(environment).mongo);
  const connection = await openMongo({ ...environment, MONGODB_URI: uri }, 'suqiao-audit').catch((error: unknown) => {
    throw new Error(`请先运行 npm start，或设置 MONGODB_URI。Run npm start first, or set MONGODB_URI.\n${error instanceof Error ? error.message : String(error)}`);
  });
  try {
    const trail = new AuditTrail(connection);
    if (command === 'verify') return tellVerification(await trail.verify(receipts), tell);
    const { items, total } = await trail.list({ reader: { role: 'administrator', level: 'province', divisionCode: '' }, action, about: values.about }, null, limit);
    for (const entry of items) tell(values.json ? JSON.stringify(entry) : lineOf(entry));
    if (!values.json) tell(`${String(items.length)} / ${String(total)} 条 entries`);
    return 0;
  } finally {
    await connection.close();
  }
}

function tellVerification({ entries, head, firstBreak }: AuditVerification, tell: (line: string) => void): number {
  if (firstBreak !== null) {
    const [chinese, english] = breakTexts[firstBreak.kind];
    tell(`✘ 审计链断开：第 ${String(firstBreak.sequence)} 条${chinese}，其前 ${String(entries)} 条完好`);
    tell(`✘ The audit trail is broken: entry ${String(firstBreak.sequence)} ${english}; ${String(entries)} entries before it are good`);
    return 1;
  }
  tell(`✔ 审计链完整，共 ${String(entries)} 条  The audit trail is whole: ${String(entries)} entries`);
  if (head !== null) tell(`回执（可另存备查） receipt to keep elsewhere: ${String(head.sequence)}:${head.digest}`);
  return 0;
}

function lineOf({ sequence, at, by, action, object, reason }: AuditEntry): string {
  return [String(sequence), at, action, `${by.name} (${by.role} ${by.unitId ?? by.divisionCode})`, `${object.kind} ${object.name}`, reason ?? '–'].join('  ');
}

function receiptFrom(text: string): AuditReceipt {
  const [, sequence, digest] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (sequence === undefined || digest === undefined) throw new Error(`${text}: SEQUENCE:DIGEST\n${usage}`);
  return { sequence: Number(sequence), digest };
}
