import type { CorrectionKind, Name } from '@suqiao/contracts';

/** What a correction's line in the record tells of. */
export interface CorrectionWords {
  readonly count?: number;
  readonly name?: string;
  readonly english?: string;
  readonly before?: string;
}

/** A correction in words. */
export function correctionText(kind: CorrectionKind | 'undo', { count = 0, name = '', english = name, before = '' }: CorrectionWords): Name {
  const many = String(count);
  switch (kind) {
    case 'rename':
      return { zh: `改名：${before} → ${name}`, en: `Renamed: ${before} → ${name}` };
    case 'join':
      return { zh: `并入“${name}”的 ${many} 件诉求`, en: `Took in ${many} appeals of "${name}"` };
    case 'split':
      return { zh: `拆出 ${many} 件诉求，另成问题`, en: `Split off ${many} appeals as an issue of their own` };
    case 'move':
      return name === '' ? { zh: `移出 ${many} 件诉求`, en: `Moved ${many} appeals out` } : { zh: `移动 ${many} 件诉求到“${name}”`, en: `Moved ${many} appeals to "${name}"` };
    case 'undo':
      return { zh: `撤销：${name}`, en: `Undone: ${english}` };
  }
}
