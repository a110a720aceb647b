import { onTestFinished, vi } from 'vitest';

/** An upload as pages make it through `XMLHttpRequest`: how far it comes and what is answered is said by the test. */
export class FakeUpload extends EventTarget {
  /** Those that were begun, the newest last. */
  static readonly all: FakeUpload[] = [];
  readonly upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  readonly headers: Record<string, string> = {};
  responseType = '';
  response: unknown = null;
  status = 0;
  method = '';
  path = '';
  sent: unknown;
  isAborted = false;
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;

  /** In place of `XMLHttpRequest` until the test has ended. */
  static start(): void {
    FakeUpload.all.length = 0;
    vi.stubGlobal('XMLHttpRequest', FakeUpload);
    onTestFinished(() => void vi.unstubAllGlobals());
  }

  static get newest(): FakeUpload {
    const found = FakeUpload.all.at(-1);
    if (!found) throw new Error('nothing was uploaded');
    return found;
  }

  open(method: string, path: string): void {
    Object.assign(this, { method, path });
  }

  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }

  send(body: unknown): void {
    this.sent = body;
    FakeUpload.all.push(this);
  }

  abort(): void {
    this.isAborted = true;
    this.onabort?.();
  }

  comes(loaded: number, total: number): void {
    this.upload.onprogress?.({ loaded, total });
  }

  answers(status: number, response: unknown): void {
    Object.assign(this, { status, response });
    this.onload?.();
  }

  breaks(): void {
    this.onerror?.();
  }
}
