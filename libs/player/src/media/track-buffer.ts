type Job =
  | { readonly kind: 'append'; bytes: Uint8Array[]; size: number }
  | { readonly kind: 'type'; readonly mime: string }
  | { readonly kind: 'remove'; readonly fromS: number; readonly toS: number };

export type TrackBufferEvents = {
  /** Data of this track is in the buffer up to here, in media seconds. */
  onAppended(): void;
  /** The browser has no room: what may be thrown away ends at the returned second; undefined when nothing may. */
  onQuota(): number | undefined;
  /** The browser refused the data. */
  onError(error: unknown): void;
};

/** Longest run of fragments given to the browser at once, in bytes: one append must not block the next for long. */
const MAX_APPEND_BYTES = 1 << 20;

/** One SourceBuffer, fed in order: it takes one thing at a time and says when it is ready for the next. */
export class TrackBuffer {
  readonly #buffer: SourceBuffer;
  readonly #events: TrackBufferEvents;
  #jobs: Job[] = [];
  #mime: string;
  #current: Job | undefined;
  #closed = false;

  constructor(buffer: SourceBuffer, mime: string, events: TrackBufferEvents) {
    this.#buffer = buffer;
    this.#mime = mime;
    this.#events = events;
    buffer.addEventListener('updateend', this.#onUpdateEnd);
    buffer.addEventListener('error', this.#onError);
  }

  /** Data begins with another init segment from here on. */
  changeType(mime: string, init: Uint8Array): void {
    if (mime !== this.#mime) this.#enqueue({ kind: 'type', mime });
    this.#mime = mime;
    this.append(init);
  }

  append(bytes: Uint8Array): void {
    const last = this.#jobs.at(-1);
    if (last?.kind === 'append' && last.size + bytes.length <= MAX_APPEND_BYTES) {
      last.bytes.push(bytes);
      last.size += bytes.length;
    } else {
      this.#enqueue({ kind: 'append', bytes: [bytes], size: bytes.length });
    }
    this.#next();
  }

  /** Gives the memory of everything before `seconds` back. */
  removeBefore(seconds: number): void {
    const { buffered } = this.#buffer;
    if (buffered.length === 0 || buffered.start(0) >= seconds) return;
    if (this.#jobs.some(({ kind }) => kind === 'remove')) return;
    this.#enqueue({ kind: 'remove', fromS: 0, toS: seconds });
    this.#next();
  }

  /** Bytes that wait for the browser. */
  get pendingBytes(): number {
    return this.#jobs.reduce((total, job) => total + (job.kind === 'append' ? job.size : 0), 0);
  }

  get isIdle(): boolean {
    return this.#current === undefined && this.#jobs.length === 0;
  }

  get buffered(): TimeRanges {
    return this.#buffer.buffered;
  }

  close(): void {
    this.#closed = true;
    this.#jobs = [];
    this.#buffer.removeEventListener('updateend', this.#onUpdateEnd);
    this.#buffer.removeEventListener('error', this.#onError);
  }

  #enqueue(job: Job): void {
    this.#jobs.push(job);
  }

  #next(): void {
    if (this.#closed || this.#buffer.updating || this.#current !== undefined) return;
    const job = this.#jobs.shift();
    if (job === undefined) return;
    this.#current = job;
    try {
      this.#begin(job);
    } catch (error) {
      this.#current = undefined;
      if (!this.#makeRoom(error, job)) this.#events.onError(error);
    }
  }

  #begin(job: Job): void {
    if (job.kind === 'append') {
      this.#buffer.appendBuffer(joined(job));
    } else if (job.kind === 'remove') {
      this.#buffer.remove(job.fromS, job.toS);
    } else {
      this.#buffer.changeType(job.mime);
      this.#current = undefined;
      this.#next();
    }
  }

  #makeRoom(error: unknown, job: Job): boolean {
    if (!(error instanceof DOMException && error.name === 'QuotaExceededError')) return false;
    const toS = this.#events.onQuota();
    const { buffered } = this.#buffer;
    if (toS === undefined || buffered.length === 0 || buffered.start(0) >= toS) return false;
    this.#jobs.unshift({ kind: 'remove', fromS: 0, toS }, job);
    this.#next();
    return true;
  }

  readonly #onUpdateEnd = (): void => {
    const done = this.#current;
    this.#current = undefined;
    if (done?.kind === 'append') this.#events.onAppended();
    this.#next();
  };

  readonly #onError = (): void => {
    this.#events.onError(new Error('The browser could not read the media data'));
  };
}

function joined({ bytes, size }: { bytes: Uint8Array[]; size: number }): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(size);
  let offset = 0;
  for (const part of bytes) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
