import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BadRowError, readGroups, readMessages } from './message-file';

describe('readMessages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'messages-'));
  const fileOf = (text: string) => {
    const file = join(folder, 'file.csv');
    writeFileSync(file, text);
    return file;
  };
  afterAll(() => { rmSync(folder, { recursive: true }); });

  it('reads quoted fields, a byte order mark and both ways of writing a time, in China Standard Time', () => {
    const [first, second] = readMessages(fileOf('\uFEFFid,user,title,time,detail,up,down\n1,u,"标题,一",2019/2/4 8:00:00,"内容\n第二行",1,0\n2,,标题,2019-02-04T08:00:00,内容,0,0\n'));
    expect(first).toMatchObject({ id: '1', user: 'u', title: '标题,一', detail: '内容\n第二行', atMs: Date.UTC(2019, 1, 4) });
    expect(second?.atMs).toBe(first?.atMs);
  });

  it('tells the line of a row that cannot be read', () => {
    expect(() => readMessages(fileOf('id,title,time,detail\n1,a,2019-01-01,b\n2,a,昨天,b\n'))).toThrow(/:3: time/u);
    expect(() => readGroups(fileOf('id\n1\n'))).toThrow(BadRowError);
  });
});
