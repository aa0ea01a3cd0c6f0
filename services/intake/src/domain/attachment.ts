import { attachmentTypes, type AttachmentType } from '@suqiao/contracts';

const longestNameLength = 120;
/** Names that a Windows reader's machine would take for a device. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * A file's name as it is kept: without folders, control and direction characters and what file systems refuse, of a
 * bounded length, and with the ending of what its bytes are. `a.exe` with a PDF inside becomes `a.exe.pdf`.
 */
export function attachmentName(given: string, type: AttachmentType): string {
  const ending = attachmentTypes[type];
  const last = given.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const bare = last.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '').replaceAll(/["<>:|?*%;]/g, '_').replace(/^[.\s]+/, '').trim();
  const stem = bare.toLowerCase().endsWith(`.${ending}`) || (ending === 'jpg' && bare.toLowerCase().endsWith('.jpeg')) ? bare.slice(0, bare.lastIndexOf('.')) : bare;
  const cut = Array.from(stem).slice(0, longestNameLength).join('').replace(/[.\s]+$/, '');
  return `${cut === '' || devices.test(cut) ? `附件${cut}` : cut}.${ending}`;
}

/** `Content-Disposition` (RFC 6266) of a download, with the name in RFC 8187's form and one in ASCII for who can't read that. */
export function contentDisposition(name: string): string {
  const ascii = name.replaceAll(/[^\x20-\x7e]/gu, '_').replaceAll(/["\\]/g, '_');
  const extended = encodeURIComponent(name).replaceAll(/['()*!]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${extended}`;
}

/** Whether sniffed bytes are of a kind that may be attached. */
export function isAttachmentType(mediaType: string): mediaType is AttachmentType {
  return Object.hasOwn(attachmentTypes, mediaType);
}

/**
 * Text has no signature: it is what decodes without a fault and holds no control characters.
 * @param beginning the first bytes; the last character may be cut off
 */
export function textTypeOf(beginning: Uint8Array): AttachmentType | null {
  for (const charset of ['utf-8', 'gb18030'] as const) {
    const text = decoded(beginning, charset);
    if (text !== null && text !== '' && !/[^\P{Cc}\t\n\r\f]/u.test(text)) return `text/plain; charset=${charset}`;
  }
  return null;
}

function decoded(bytes: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}
