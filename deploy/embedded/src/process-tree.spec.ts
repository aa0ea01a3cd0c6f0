import { ancestorsToWatch, isOrphaned, lookAt, parseStat } from '../process-tree.mjs';

interface Process { command: string; parentPid: number; startTicks: string }
const table = (processes: Record<number, Process>) => (pid: number) => processes[pid];

describe('ancestorsToWatch', () => {
  const npm = { command: 'npm start', parentPid: 10, startTicks: '100' };
  it('watches npm alone where it is our parent', () => {
    expect(ancestorsToWatch(20, table({ 20: npm }))).toEqual([{ pid: 20, startTicks: '100' }]);
  });
  it('watches npm behind the shell that it put between', () => {
    const look = table({ 20: npm, 21: { command: 'sh', parentPid: 20, startTicks: '200' } });
    expect(ancestorsToWatch(21, look)).toEqual([{ pid: 21, startTicks: '200' }, { pid: 20, startTicks: '100' }]);
  });
  it('watches nobody under the first process of a machine or container', () => {
    expect(ancestorsToWatch(1, table({ 1: { command: 'init', parentPid: 0, startTicks: '1' } }))).toEqual([]);
    expect(ancestorsToWatch(5, table({ 5: { command: 'sh', parentPid: 1, startTicks: '7' } }))).toEqual([{ pid: 5, startTicks: '7' }]);
  });
});

describe('isOrphaned', () => {
  const watched = [{ pid: 20, startTicks: '100' }];
  it('is told by an end, and by another process that got the id', () => {
    expect(isOrphaned(watched, table({ 20: { command: 'npm', parentPid: 1, startTicks: '100' } }))).toBe(false);
    expect(isOrphaned(watched, table({}))).toBe(true);
    expect(isOrphaned(watched, table({ 20: { command: 'other', parentPid: 1, startTicks: '999' } }))).toBe(true);
  });
});

describe('lookAt', () => {
  it('sees this process, and none where there is none', () => {
    expect(lookAt(process.pid)?.parentPid).toBe(process.ppid);
    expect(lookAt(2 ** 30)).toBeUndefined();
    expect(parseStat('nonsense')).toBeUndefined();
  });
});
