import { LiveStream } from '../stream/live-stream.js';
import type { AudioFrame, PublishedFrame, VideoHeaders } from '../stream/media-frame.js';
import type { Publication } from '../stream/publication.js';
import type { PlannedRendition } from './template.js';

/** Audio that waits for the video of a rendition that does not come, ms. */
const MAX_AUDIO_WAITING_MS = 30_000;

/**
 * The stream of one rendition: frames that were encoded anew, with the audio of the source as it is. It is on the source's
 * timeline, and its stamper writes the source's events. It outlives the processes that feed it.
 */
export class RenditionOutput {
  readonly stream: LiveStream;
  #publication: Publication | undefined;
  #video: VideoHeaders | undefined;
  #areHeadersSet = false;
  #audio: AudioFrame[] = [];
  #newestAudio: AudioFrame | undefined;
  #audioAfterMs: number;
  #lastPtsMs: number | undefined;
  #frames = 0;
  #number = 0;

  /**
   * It begins behind what the source has shown so far, or at `fromMs`: events from now on are followed, and its first frame has the
   * state.
   */
  constructor(
    private readonly source: LiveStream,
    public plan: PlannedRendition,
    onError: (error: unknown) => void,
    fromMs?: number,
  ) {
    this.#lastPtsMs = fromMs === undefined ? source.positionMs : fromMs - 1;
    this.#audioAfterMs = source.positionMs ?? -Infinity;
    this.stream = new LiveStream({
      name: `${source.name}@${plan.name}`,
      stamper: source.stamper.rendition(),
      onError,
    });
  }

  /** Frames up to this time are not wanted, on the stream's timeline. */
  get afterMs(): number | undefined {
    return this.#lastPtsMs;
  }

  get frames(): number {
    return this.#frames;
  }

  /** @param publication counts those of the source: with a later one decoders are set up anew */
  setVideo(video: VideoHeaders, publication: number): void {
    if (publication < this.#number) return;
    const frameRate = this.plan.frameRate ?? this.source.headers.video?.frameRate;
    this.#video = { ...video, ...(frameRate !== undefined && { frameRate }) };
    if (publication > this.#number) this.#endPublication();
    this.#number = publication;
    this.#areHeadersSet = false;
  }

  /** What it has already comes again where the source is listened to anew. */
  takeAudio(frame: AudioFrame): void {
    if (frame === this.#newestAudio || frame.dtsMs < this.#audioAfterMs) return;
    this.#newestAudio = frame;
    this.#audioAfterMs = frame.dtsMs;
    this.#audio.push(frame);
    const [oldest] = this.#audio;
    if (oldest && frame.dtsMs - oldest.dtsMs > MAX_AUDIO_WAITING_MS) this.#audio.shift();
  }

  /** A frame that the rendition has already, from an earlier process, is left out. */
  takeVideo(frame: PublishedFrame, publication: number): void {
    if (!this.#video || publication !== this.#number || frame.ptsMs <= (this.#lastPtsMs ?? -Infinity)) return;
    // audio before the first frame of a publication would be nowhere: it comes behind it
    const isFirst = this.#publication === undefined;
    this.#publication ??= this.#publish();
    if (!isFirst) this.#pushAudio(frame.dtsMs);
    if (!this.#areHeadersSet) this.#setHeaders(this.#publication, this.#video);
    this.#publication.push(frame);
    if (isFirst) this.#pushAudio(frame.dtsMs);
    this.#publication.endBatch();
    this.#lastPtsMs = frame.ptsMs;
    this.#frames++;
  }

  end(reason: string): void {
    this.stream.end(reason);
  }

  #endPublication(): void {
    this.#publication?.end('another publication begins');
    this.#publication = undefined;
  }

  #publish(): Publication {
    return this.stream.publish({
      id: this.source.publisher?.id ?? this.source.name,
      kind: 'ladder',
      isPlaced: true,
    });
  }

  #setHeaders(publication: Publication, video: VideoHeaders): void {
    this.#areHeadersSet = true;
    const { audio } = this.source.headers;
    publication.setHeaders({ video, ...(audio && { audio }), metadata: {} });
  }

  #pushAudio(beforeMs: number): void {
    let due = this.#audio.findIndex(({ dtsMs }) => dtsMs > beforeMs);
    if (due < 0) due = this.#audio.length;
    for (const frame of this.#audio.splice(0, due)) this.#publication?.push(frame);
  }
}
