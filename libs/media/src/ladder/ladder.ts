import { backOffMs } from '@lockstep/async';
import type { LiveStream } from '../stream/live-stream.js';
import { warnOf } from '../stream/listeners.js';
import {
  sameAudioHeaders,
  sameVideoHeaders,
  type MediaFrame,
  type StreamHeaders,
  type VideoFrame,
  type VideoHeaders,
} from '../stream/media-frame.js';
import { PUBLICATION_ITEM } from '../stream/publication.js';
import type { Sink, Subscription } from '../stream/sink.js';
import { ladderArguments } from './ladder-arguments.js';
import { LadderRun, runSeconds } from './ladder-run.js';
import type { LadderAlarm, LadderStatus } from './ladder-status.js';
import { DEFAULT_PATIENCE, LadderWatch, type LadderPatience } from './ladder-watch.js';
import { RenditionOutput } from './rendition-output.js';
import { plannedRenditions, type Encoder, type LadderTemplate } from './template.js';
import { Turn } from './turn.js';
import { WatermarkTexts } from './watermark-texts.js';

export type LadderOptions = {
  readonly source: LiveStream;
  readonly template: LadderTemplate;
  readonly ffmpeg: string;
  readonly encoder?: Encoder;
  readonly patience?: Partial<LadderPatience>;
  /** What an operator should know. */
  readonly onAlarm?: (alarm: LadderAlarm) => void;
  readonly onError?: (error: unknown) => void;
};

/** Wait before a process is started again that ended before it made a frame, ms. */
const BACK_OFF = { firstMs: 500, maxMs: 30_000, random: () => 1 };
/** What a process may take for the frames that it still has when its publication is over, ms. */
const DRAIN_MS = 5_000;

/**
 * The other renditions of a stream, made by one ffmpeg. It only listens to the source, which goes on whatever happens here: a
 * process that dies or stands still is replaced, beginning with the frames that the source keeps; one that is too slow makes fewer
 * renditions. Each rendition carries the source's events on the same presentation times.
 */
export class Ladder implements AsyncDisposable {
  readonly #onError: (error: unknown) => void;
  readonly #texts = new WatermarkTexts();
  readonly #watch: LadderWatch;
  readonly #leave: readonly (() => void)[];
  readonly #draining = new Set<LadderRun>();
  readonly #ending = new Set<Promise<void>>();
  #template: LadderTemplate;
  #encoder: Encoder;
  /** What it is to go on with. */
  #next: { readonly template: LadderTemplate; readonly encoder: Encoder } | undefined;
  #outputs: readonly RenditionOutput[] = [];
  #subscription: Subscription | undefined;
  #headers: StreamHeaders | undefined;
  #run: LadderRun | undefined;
  /** Those that the run makes, by number of its output. */
  #runOutputs: readonly RenditionOutput[] = [];
  #awaitsRandomAccess = true;
  /** How many renditions are left out, the largest first. */
  #shed = 0;
  /** Counts those of the source. */
  #publication = 1;
  #failures = 0;
  #restarts = 0;
  /** What was told and is not over. */
  readonly #trouble = new Set<LadderAlarm['kind']>();
  #droppedFrames = 0;
  #again: NodeJS.Timeout | undefined;
  #isEnded = false;

  constructor(private readonly options: LadderOptions) {
    this.#onError = options.onError ?? warnOf;
    this.#template = options.template;
    this.#encoder = options.encoder ?? 'x264';
    this.#watch = new LadderWatch(
      { ...DEFAULT_PATIENCE, ...options.patience },
      {
        stalled: (ms) => this.#stalled(ms),
        overloaded: (ms) => this.#overloaded(ms),
        relieved: () => this.#relieved(),
      },
    );
    const { source } = options;
    this.#leave = [
      // before the first frame that they hold for: the events on that frame are followed too
      source.on('headers', ({ video }) => video && this.#prepare(video)),
      source.on('idle', () => this.#drainRun()),
    ];
    if (source.headers.video) this.#prepare(source.headers.video);
    this.#listen();
  }

  get status(): LadderStatus {
    const { video } = this.options.source.headers;
    const planned = video ? plannedRenditions(this.#template, video) : [];
    return {
      encoder: this.#encoder,
      pid: this.#run?.pid,
      restarts: this.#restarts,
      droppedFrames: this.#droppedFrames,
      lagMs: this.#watch.lagMs,
      renditions: planned.map((plan, i) => {
        const output = this.#outputs.find((one) => one.plan.name === plan.name);
        const state = i < this.#shed ? 'shed' : output && output.frames > 0 ? 'live' : 'waiting';
        return { ...plan, state, frames: output?.frames ?? 0 };
      }),
    };
  }

  /**
   * Goes on with another template from the next frame on at which decoders can begin: until then the process before makes what it made.
   * Renditions of the same name go on without a gap.
   */
  change(template: LadderTemplate, encoder: Encoder = this.#encoder): void {
    this.#next = { template, encoder };
    if (!this.#run && !this.#isEnded) this.#changeOver();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end('the renditions are not made any more');
    await Promise.all(this.#ending);
    await this.#texts[Symbol.asyncDispose]();
  }

  #end(reason: string): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#watch[Symbol.dispose]();
    clearTimeout(this.#again);
    this.#subscription?.[Symbol.dispose]();
    for (const leave of this.#leave) leave();
    this.#leaveRun();
    // who watches an ended stream is still served its last segments
    if (!this.options.source.isEnded) this.options.source.renditions.offer([]);
    for (const output of this.#outputs) output.end(reason);
    this.#outputs = [];
  }

  /** The source has ended: what the process still has belongs to it. */
  async #finish(reason: string): Promise<void> {
    this.#drainRun();
    await Promise.all([...this.#draining].map(({ closed }) => closed));
    this.#end(reason);
  }

  /** From the frames that the source keeps for new viewers on. */
  #listen(): void {
    this.#subscription?.[Symbol.dispose]();
    this.#awaitsRandomAccess = true;
    this.#headers = undefined;
    if (this.options.source.isEnded) return this.#end('the source has ended');
    this.#subscription = this.options.source.subscribe(this.#sink);
  }

  readonly #sink: Sink = {
    onHeaders: (headers) => this.#takeHeaders(headers),
    onFrame: (frame) => this.#takeFrame(frame),
    onData: ({ name }) => {
      if (name === PUBLICATION_ITEM) this.#beginPublication();
    },
    onEnd: (reason) => void this.#finish(reason),
  };

  #takeHeaders(headers: StreamHeaders): void {
    const before = this.#headers;
    this.#headers = headers;
    if (before && !(sameVideoHeaders(before, headers) && sameAudioHeaders(before, headers)))
      this.#beginPublication();
  }

  /** The process before makes what it still has. */
  #beginPublication(): void {
    this.#publication++;
    this.#drainRun();
  }

  #takeFrame(frame: MediaFrame): void {
    if (frame.kind === 'audio') {
      for (const output of this.#outputs) output.takeAudio(frame);
      return;
    }
    if (this.#next && frame.isRandomAccess) this.#changeOver(frame);
    if (this.#again) return;
    if (this.#awaitsRandomAccess) {
      if (!frame.isRandomAccess) return void this.#droppedFrames++;
      this.#awaitsRandomAccess = false;
      if (!this.#run) this.#begin(frame);
    }
    if (!this.#run) return;
    if (this.#run.push(frame)) this.#watch.fed(frame.ptsMs);
    else {
      this.#droppedFrames++;
      this.#awaitsRandomAccess = true;
    }
  }

  /** Decoders are set up anew, as for another publication. */
  #changeOver(first?: VideoFrame): void {
    if (!this.#next) return;
    ({ template: this.#template, encoder: this.#encoder } = this.#next);
    this.#next = undefined;
    this.#shed = 0;
    this.#failures = 0;
    this.#trouble.clear();
    clearTimeout(this.#again);
    this.#again = undefined;
    this.#beginPublication();
    const { video } = this.options.source.headers;
    if (video) this.#prepare(video, first);
  }

  #begin(first: VideoFrame): void {
    const video = this.#headers?.video;
    if (video?.codec !== 'h264' || this.#isEnded) return;
    // the events of a relay are in its frames alone: renditions of them would have none
    if (this.options.source.publisher?.trustedRelay) return;
    const outputs = this.#prepare(video);
    if (outputs.length === 0) return;
    const publication = this.#publication;
    this.#runOutputs = outputs;
    this.#watch.begin(outputs.length);
    const turn = new Turn([...this.#draining].map(({ closed }) => closed));
    const run: LadderRun = new LadderRun({
      ffmpeg: this.options.ffmpeg,
      args: this.#argumentsOf(outputs, video, first.dtsMs),
      outputs: outputs.length,
      video,
      startMs: first.dtsMs,
      onHeaders: (i, headers: VideoHeaders) => turn.take(() => outputs[i]?.setVideo(headers, publication)),
      onFrame: (i, frame) => {
        turn.take(() => outputs[i]?.takeVideo(frame, publication));
        this.#over('died', 'The renditions are made again.');
        this.#over('stalled', 'The renditions are made again.');
        if (run !== this.#run) return;
        this.#failures = 0;
        this.#watch.made(i, frame.ptsMs);
      },
      onEnd: (error) => {
        if (!this.#draining.delete(run) && run === this.#run) this.#died(error);
      },
    });
    this.#run = run;
  }

  #argumentsOf(outputs: readonly RenditionOutput[], source: VideoHeaders, startMs: number): string[] {
    return ladderArguments({
      ...{ template: this.#template, source },
      encoder: this.#encoder,
      files: this.#texts.of(this.#template.watermark),
      outputs: outputs.map(({ plan, afterMs }) => ({
        rendition: plan,
        afterSeconds: afterMs === undefined ? undefined : runSeconds(afterMs, startMs),
      })),
    });
  }

  /** Those that exist go on, others begin with `first`; what is not planned any more ends. */
  #prepare(video: VideoHeaders, first?: VideoFrame): readonly RenditionOutput[] {
    const { source } = this.options;
    const plans = plannedRenditions(this.#template, video);
    this.#shed = Math.min(this.#shed, Math.max(0, plans.length - 1));
    const outputs = plans.slice(this.#shed).map((plan) => {
      const known = this.#outputs.find((one) => one.plan.name === plan.name);
      if (known) known.plan = plan;
      return known ?? new RenditionOutput(source, plan, this.#onError, first?.ptsMs);
    });
    for (const output of this.#outputs) if (!outputs.includes(output)) output.end('it is not made any more');
    this.#outputs = outputs;
    source.renditions.offer(outputs.map(({ plan: { name }, stream }) => ({ name, stream })));
    return outputs;
  }

  #restart(): void {
    this.#leaveRun();
    clearTimeout(this.#again);
    this.#again = undefined;
    this.#restarts++;
    this.#listen();
  }

  #leaveRun(): void {
    const run = this.#run;
    this.#run = undefined;
    this.#watch.pause();
    if (run) this.#dispose(run);
    for (const draining of this.#draining) this.#dispose(draining);
    this.#draining.clear();
  }

  /** No more frames follow. The process may finish those that it has, for {@link DRAIN_MS} at most. */
  #drainRun(): void {
    const run = this.#run;
    this.#run = undefined;
    this.#watch.pause();
    this.#awaitsRandomAccess = true;
    if (!run) return;
    run.finish();
    this.#draining.add(run);
    setTimeout(() => {
      if (this.#draining.delete(run)) this.#dispose(run);
    }, DRAIN_MS).unref();
  }

  #dispose(run: LadderRun): void {
    const ended = run[Symbol.asyncDispose]().catch((error: unknown) => this.#onError(error));
    this.#ending.add(ended);
    void ended.then(() => this.#ending.delete(ended));
  }

  #died(error: Error | undefined): void {
    if (this.#isEnded) return;
    const what = error?.message ?? 'ffmpeg ended';
    this.#leaveRun();
    this.#failures++;
    this.#alarm('died', `The renditions' process ended and is started again: ${what}`);
    if (this.#failures === 1) return this.#restart();
    if (this.#encoder !== 'x264') {
      this.#alarm('encoder', `The encoder ${this.#encoder} does not work; x264 goes on.`);
      this.#encoder = 'x264';
      return this.#restart();
    }
    this.#again = setTimeout(() => this.#restart(), backOffMs(this.#failures - 1, BACK_OFF)).unref();
  }

  #stalled(ms: number): void {
    this.#alarm('stalled', `The renditions' process made no frame for ${ms} ms and is started again.`);
    this.#restart();
  }

  /** What is behind is left, and the largest rendition with it, where there are others. */
  #overloaded(lagMs: number): void {
    const [largest, ...others] = this.#runOutputs;
    if (!largest) return;
    if (others.length > 0) this.#shed++;
    const { name } = largest.plan;
    const so =
      others.length > 0 ? `${name} is not made until there is room` : `frames of ${name} are left out`;
    this.#alarm('overloaded', `The renditions are ${lagMs} ms behind: ${so}.`);
    this.#restart();
  }

  #relieved(): void {
    if (this.#shed === 0) return this.#over('overloaded', 'There is room for all renditions.');
    this.#shed--;
    if (this.#shed > 0)
      this.#alarm('overloaded', 'There is more room: one more rendition is made, not yet all.');
    else this.#over('overloaded', 'There is room again: all renditions are made.');
    this.#restart();
  }

  #over(kind: LadderAlarm['kind'], message: string): void {
    if (this.#trouble.delete(kind)) this.#tell({ kind, active: false, message });
  }

  #alarm(kind: LadderAlarm['kind'], message: string): void {
    this.#trouble.add(kind);
    this.#tell({ kind, active: true, message });
  }

  #tell(alarm: LadderAlarm): void {
    try {
      this.options.onAlarm?.(alarm);
    } catch (error) {
      this.#onError(error);
    }
  }
}
