/** Why nothing could be recorded. */
export type RecordingFault = 'unsupported' | 'denied' | 'no-microphone' | 'failed';

export class RecordingError extends Error {
  override readonly name = 'RecordingError';

  constructor(
    readonly fault: RecordingFault,
    options?: ErrorOptions,
  ) {
    super(`nothing can be recorded: ${fault}`, options);
  }
}

const canRecord = (): boolean => typeof MediaRecorder !== 'undefined' && navigator.mediaDevices !== undefined;

/** What browsers record, the smallest first. */
const types = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4', 'audio/webm'];

/** Nothing longer is taken, ms. */
export const longestRecordingMs = 60_000;

/** One recording from the microphone, which is released with it. */
export class Recording {
  readonly #recorder: MediaRecorder;
  readonly #stream: MediaStream;
  readonly #context = new AudioContext();
  readonly #analyser: AnalyserNode;
  readonly #levels = new Float32Array(512);
  readonly #parts: Blob[] = [];
  readonly #stopped: Promise<void>;
  readonly startedAtMs = performance.now();

  private constructor(stream: MediaStream) {
    this.#stream = stream;
    const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type));
    this.#recorder = new MediaRecorder(stream, { ...(mimeType && { mimeType }), audioBitsPerSecond: 32_000 });
    this.#analyser = this.#context.createAnalyser();
    this.#analyser.fftSize = this.#levels.length;
    this.#context.createMediaStreamSource(stream).connect(this.#analyser);
    this.#recorder.addEventListener('dataavailable', ({ data }) => this.#parts.push(data));
    this.#stopped = new Promise((resolve) => this.#recorder.addEventListener('stop', () => resolve()));
    this.#recorder.start(250);
  }

  /** Asks for the microphone. @throws RecordingError */
  static async start(): Promise<Recording> {
    if (!canRecord()) throw new RecordingError('unsupported');
    try {
      const audio = { echoCancellation: true, noiseSuppression: true, channelCount: 1 };
      return new Recording(await navigator.mediaDevices.getUserMedia({ audio }));
    } catch (cause) {
      throw new RecordingError(faultOf(cause), { cause });
    }
  }

  /** How loud it is now, 0 to 1. */
  get level(): number {
    this.#analyser.getFloatTimeDomainData(this.#levels);
    const power = this.#levels.reduce((sum, value) => sum + value * value, 0) / this.#levels.length;
    // 60 dB from silence to full scale, which is how loudness feels.
    return power === 0 ? 0 : Math.max(0, Math.min(1, 1 + (10 * Math.log10(power)) / 60));
  }

  /** Resolves to the sound once the last of it is there. */
  async stop(): Promise<Blob> {
    if (this.#recorder.state !== 'inactive') this.#recorder.stop();
    await this.#stopped;
    this.#release();
    return new Blob(this.#parts, { type: this.#recorder.mimeType });
  }

  /** Releases the microphone and discards the recording. */
  cancel(): void {
    if (this.#recorder.state !== 'inactive') this.#recorder.stop();
    this.#release();
  }

  #release(): void {
    for (const track of this.#stream.getTracks()) track.stop();
    if (this.#context.state !== 'closed') void this.#context.close();
  }
}

function faultOf(error: unknown): RecordingFault {
  if (!(error instanceof DOMException)) return 'failed';
  if (error.name === 'NotAllowedError' || error.name === 'SecurityError') return 'denied';
  return error.name === 'NotFoundError' ? 'no-microphone' : 'failed';
}
