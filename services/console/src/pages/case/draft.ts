/**
 * A text that is being written, kept on this machine until it is sent: a closed tab or an expired session loses nothing.
 * Storage may be full or forbidden; then the draft is not kept, and writing goes on.
 */
const keyOf = (caseId: string, readerSubject: string) => `suqiao.draft.${readerSubject}.${caseId}`;

/** The draft of this reader's answer to this case; empty where there is none. */
export function readDraft(caseId: string, readerSubject: string): string {
  try {
    return localStorage.getItem(keyOf(caseId, readerSubject)) ?? '';
  } catch {
    return '';
  }
}

/** Keeps a draft; an empty one is forgotten. Gives whether it was kept. */
export function keepDraft(caseId: string, readerSubject: string, text: string): boolean {
  try {
    if (text === '') localStorage.removeItem(keyOf(caseId, readerSubject));
    else localStorage.setItem(keyOf(caseId, readerSubject), text);
    return text !== '';
  } catch {
    return false;
  }
}
