/**
 * What somebody has put in and not sent yet: it survives a reload, and is forgotten with its tab. A browser may forbid storage;
 * then it lasts as long as the page.
 */
const prefix = 'lockstep.draft.';

export function readDraft(name: string): unknown {
  try {
    const held = sessionStorage.getItem(prefix + name);
    return held === null ? undefined : JSON.parse(held);
  } catch (error) {
    if (error instanceof DOMException || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function writeDraft(name: string, value: unknown): void {
  try {
    sessionStorage.setItem(prefix + name, JSON.stringify(value));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

export function forgetDraft(name: string): void {
  try {
    sessionStorage.removeItem(prefix + name);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
