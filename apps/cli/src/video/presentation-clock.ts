import type { PictureOrder } from '@lockstep/sei';

/** Of H.264 and H.265: no frame waits for more frames than the decoded picture buffer holds. */
const MOST_REORDERED_FRAMES = 16;
/** Time is counted in fields. */
const FIELDS_PER_FRAME = 2;
const DEFAULT_FRAME_RATE = 25;

/** Times of a frame, in ms from the first frame shown. */
export type FrameTimes = { readonly ptsMs: number; readonly dtsMs: number };

type Waiting<T> = {
  readonly item: T;
  readonly order: PictureOrder | undefined;
  readonly fields: number;
  readonly decodeField: number;
  presentField: number | undefined;
};

/**
 * Gives times to the frames of a stream that has none: a frame rate, and output order by picture order count. A frame
 * leaves when its place in output order is sure, which takes at most 16 frames. The first frame shown is at 0; decode
 * times are as much earlier as reordering takes.
 */
export class PresentationClock<T> {
  readonly #frameRate: number | undefined;
  /** In decode order, from the first whose times are not known. */
  readonly #queue: Waiting<T>[] = [];
  /** Not yet shown. */
  #unshown: Waiting<T>[] = [];
  #decodedFields = 0;
  #shownFields = 0;
  #delayFields: number | undefined;
  #streamFrameRate: number | undefined;

  /** @param frameRate frames per second, whatever the stream says; undefined = as it says, else 25 */
  constructor(frameRate?: number) {
    this.#frameRate = frameRate;
  }

  /** @returns the frames whose times are known now, in decode order */
  push(item: T, order: PictureOrder | undefined): [T, FrameTimes][] {
    if (order?.startsSequence !== false) this.#showAll();
    const fields = order?.isField ? 1 : FIELDS_PER_FRAME;
    const waiting = { item, order, fields, decodeField: this.#decodedFields, presentField: undefined };
    this.#decodedFields += fields;
    this.#streamFrameRate ??= order?.frameRate;
    this.#queue.push(waiting);
    this.#unshown.push(waiting);
    if (fieldsOf(this.#unshown) > MOST_REORDERED_FRAMES * FIELDS_PER_FRAME) {
      this.#show(inOutputOrder(this.#unshown).slice(0, 1));
    }
    // How early decoding begins is told by the first frames, over sequences too short to show it.
    const isSettled = fieldsOf(this.#queue) > MOST_REORDERED_FRAMES * FIELDS_PER_FRAME;
    return isSettled || this.#delayFields !== undefined ? this.#release() : [];
  }

  /** The rest, at the end of the stream. */
  end(): [T, FrameTimes][] {
    this.#showAll();
    return this.#release();
  }

  #showAll(): void {
    this.#show(inOutputOrder(this.#unshown));
  }

  #show(videoFrames: readonly Waiting<T>[]): void {
    for (const videoFrame of videoFrames) {
      videoFrame.presentField = this.#shownFields;
      this.#shownFields += videoFrame.fields;
    }
    this.#unshown = this.#unshown.filter(({ presentField }) => presentField === undefined);
  }

  /** How much earlier than they are shown the frames so far must be decoded, so that none is shown before. */
  #measureDelay(): number {
    let presentField = this.#shownFields;
    const delays = this.#queue.map((shown) => shown.decodeField - (shown.presentField ?? Infinity));
    for (const { decodeField, fields } of inOutputOrder(this.#unshown)) {
      delays.push(decodeField - presentField);
      presentField += fields;
    }
    return Math.max(0, ...delays);
  }

  #release(): [T, FrameTimes][] {
    const delayFields = (this.#delayFields ??= this.#measureDelay());
    const sure = this.#queue.findIndex(({ presentField }) => presentField === undefined);
    const released = this.#queue.splice(0, sure < 0 ? this.#queue.length : sure);
    const fieldsPerSecond =
      FIELDS_PER_FRAME * (this.#frameRate ?? this.#streamFrameRate ?? DEFAULT_FRAME_RATE);
    const toMs = (fields: number): number => roundToMicroseconds((fields * 1000) / fieldsPerSecond);
    return released.map(({ item, decodeField, presentField = 0 }) => [
      item,
      { ptsMs: toMs(presentField), dtsMs: toMs(decodeField - delayFields) },
    ]);
  }
}

const fieldsOf = (videoFrames: readonly Waiting<unknown>[]): number =>
  videoFrames.reduce((sum, { fields }) => sum + fields, 0);

/** Fields of one frame may share a count: decode order then decides. */
const inOutputOrder = <T>(videoFrames: readonly Waiting<T>[]): Waiting<T>[] =>
  [...videoFrames].sort((a, b) => (a.order?.picOrderCnt ?? 0) - (b.order?.picOrderCnt ?? 0));

/** Times in JSON are as exact as people can use them. */
export const roundToMicroseconds = (ms: number): number => Math.round(ms * 1000) / 1000;
