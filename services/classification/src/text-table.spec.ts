import iconv from 'iconv-lite';
import { z } from 'zod';
import { BadRowError, readTable } from './text-table';

const schema = z.object({ title: z.string(), detail: z.string().min(1) });
const bytes = (text: string) => new TextEncoder().encode(text);

describe('readTable', () => {
  it('reads quoting, an empty title, a byte order mark and GB18030', () => {
    const text = 'title,detail\r\n,"一行\n""两""行"\r\n标题,内容\r\n';
    const rows = [{ title: '', detail: '一行\n"两"行' }, { title: '标题', detail: '内容' }];
    expect(readTable(bytes(`\uFEFF${text}`), schema, 'f')).toEqual(rows);
    expect(readTable(iconv.encode(text, 'gb18030'), schema, 'f')).toEqual(rows);
  });

  it('tells the line of a bad row, and what is no text at all', () => {
    expect(() => readTable(bytes('title,detail\na,b\nc,\n'), schema, 'f')).toThrow(/^f:3: detail/u);
    expect(() => readTable(bytes('title,detail\na,b,c\n'), schema, 'f')).toThrow(BadRowError);
    expect(() => readTable(Uint8Array.of(0xff, 0xff, 0x00), schema, 'f')).toThrow(/GB18030/u);
  });
});
