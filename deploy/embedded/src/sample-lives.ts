/** One thing that a sample person does to a case. */
export interface SampleStep {
  readonly by: 'handler' | 'supervisor';
  readonly command: string;
  readonly body: object;
}

const handler = (command: string, body: object = {}): SampleStep => ({ by: 'handler', command, body });
const supervisor = (command: string, body: object = {}): SampleStep => ({ by: 'supervisor', command, body });
const accept = handler('accept');
const answer = (solution: string, content: string) => handler('answer', { solution, content });
const followUp = (satisfaction: string) => supervisor('followUp', { satisfaction });

/** What becomes of sample cases, and how many of a hundred go each way; the rest shows what the clocks do. */
const lives: readonly { readonly ofHundred: number; readonly steps: readonly SampleStep[] }[] = [
  { ofHundred: 17, steps: [accept, answer('solved', '已与企业联系并会同有关部门研究，诉求事项已办理。'), followUp('satisfied'), handler('close', { note: '企业表示满意' })] },
  { ofHundred: 8, steps: [accept, handler('answer', { final: false, content: '已与企业联系，正在会同有关部门核实，有进展即告知。' }), answer('partlySolved', '能办的事项已办理，其余正按程序推进。'), followUp('fairlySatisfied')] },
  { ofHundred: 6, steps: [accept, answer('explained', '现行政策暂不支持，已向企业逐条说明理由与替代办法。'), followUp('fairlySatisfied')] },
  { ofHundred: 5, steps: [accept, answer('notSolved', '已转达有关部门。'), followUp('dissatisfied'), answer('solved', '经再次协调，事项已办理。'), followUp('satisfied')] },
  { ofHundred: 6, steps: [accept, answer('solved', '诉求事项已办理，感谢反映。')] },
  { ofHundred: 4, steps: [accept, handler('requestExtension', { extendBy: { unit: 'minutes', amount: 6 }, reason: '需第三方出具鉴定意见' })] },
  { ofHundred: 3, steps: [accept, handler('requestRise', { reason: '涉及跨市协调，本级难以答复' })] },
  { ofHundred: 3, steps: [handler('return', { reason: '不属本单位职责' })] },
  { ofHundred: 3, steps: [accept, handler('comment', { text: '已电话联系企业，约定明日上门。' })] },
];

/** @param share uniform in [0, 1) @returns what is done, in its order; nothing for a case that is left to its clocks */
export function sampleLife(share: number): readonly SampleStep[] {
  let upTo = 0;
  return lives.find(({ ofHundred }) => share * 100 < (upTo += ofHundred))?.steps ?? [];
}
