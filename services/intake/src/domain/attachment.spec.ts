import * as fc from 'fast-check';
import { attachmentName, contentDisposition, textTypeOf } from './attachment';

const pdf = 'application/pdf';

describe('a name as it is kept', () => {
  it.each([
    ['合同.pdf', '合同.pdf'], ['合同.PDF', '合同.pdf'], ['C:\\fakepath\\合同.pdf', '合同.pdf'], ['../../etc/passwd', 'passwd.pdf'], ['a.exe', 'a.exe.pdf'], ['', '附件.pdf'], ['.htaccess', 'htaccess.pdf'],
    ['CON', '附件CON.pdf'], ['a"b<c>:d|e?f*.pdf', 'a_b_c__d_e_f_.pdf'], ['invoice\u202Efdp.exe', 'invoicefdp.exe.pdf'], ['a\r\nSet-Cookie: x.pdf', 'aSet-Cookie_ x.pdf'], ['文件. . .pdf', '文件.pdf'],
  ])('%j becomes %j', (given, kept) => {
    expect(attachmentName(given, pdf)).toBe(kept);
  });

  it('keeps the ending of what the bytes are', () => {
    expect(attachmentName('照片.jpeg', 'image/jpeg')).toBe('照片.jpg');
    expect(attachmentName('page.html', 'text/plain; charset=utf-8')).toBe('page.html.txt');
  });

  it('is short, has no folder, no control character, and is kept as it is when it comes again', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'grapheme', maxLength: 300 })), (given) => {
      const name = attachmentName(given, pdf);
      expect(Array.from(name).length).toBeLessThanOrEqual(130);
      expect(name).toMatch(/^[^\\/\p{C}"<>:|?*]+\.pdf$/u);
      expect(attachmentName(name, pdf)).toBe(name);
    }));
  });
});

describe('Content-Disposition', () => {
  it('says a Chinese name as RFC 8187 has it, and something in ASCII besides', () => {
    expect(contentDisposition('拖欠（合同）\'1\'.pdf')).toBe('attachment; filename="______\'1\'.pdf"; filename*=UTF-8\'\'%E6%8B%96%E6%AC%A0%EF%BC%88%E5%90%88%E5%90%8C%EF%BC%89%271%27.pdf');
  });

  it('is a header whatever the name, and says it whole', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (given) => {
      const name = attachmentName(given, pdf);
      const header = contentDisposition(name);
      expect(header).toMatch(/^[\x20-\x7e]+$/);
      expect(decodeURIComponent(header.split("filename*=UTF-8''")[1] ?? '')).toBe(name);
    }));
  });
});

describe('text', () => {
  it.each<[string, Uint8Array, string | null]>([
    ['UTF-8', Buffer.from('拖欠工程款\r\n明细'), 'text/plain; charset=utf-8'], ['UTF-8, cut in a character', Buffer.from('拖欠').subarray(0, 5), 'text/plain; charset=utf-8'],
    ['GB18030', Buffer.from([0xcd, 0xcf, 0xc7, 0xb7]), 'text/plain; charset=gb18030'], ['a zero byte', Buffer.from('a\0b'), null], ['an escape sequence', Buffer.from('\u001b[31m'), null], ['bytes of no text', Buffer.from([0xff, 0xff, 0x80]), null],
  ])('%s', (_name, bytes, type) => {
    expect(textTypeOf(bytes)).toBe(type);
  });
});
