import type { PictureOrder } from '@lockstep/sei';

/** Of H.264 and H.265: no picture waits for more frames than the decoded picture buffer holds. */
const MOST_REORDERED_FRAMES = 16;
/** Time is counted in fields. */
const FIELDS_PER_FRAME = 2;
const DEFAULT_FRAME_RATE = 25;

/** Times of a picture, in ms from the first picture shown. */
export type PictureTimes = { readonly ptsMs: number; readonly dtsMs: number };

type Waiting<T> = {
  readonly item: T;
  readonly order: PictureOrder | undefined;
  readonly fields: number;
  readonly decodeField: number;
  presentField: number | undefined;
};

/**
 * Gives times to the pictures of a stream that has none: a frame rate, and output order by picture order count. A picture
 * leaves when its place in output order is sure, which takes at most 16 frames. The first picture shown is at 0; decode
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

  /** @returns the pictures whose times are known now, in decode order */
  push(item: T, order: PictureOrder | undefined): [T, PictureTimes][] {
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
    // How early decoding begins is told by the first pictures, over sequences too short to show it.
    const isSettled = fieldsOf(this.#queue) > MOST_REORDERED_FRAMES * FIELDS_PER_FRAME;
    return isSettled || this.#delayFields !== undefined ? this.#release() : [];
  }

  /** The rest, at the end of the stream. */
  end(): [T, PictureTimes][] {
    this.#showAll();
    return this.#release();
  }

  #showAll(): void {
    this.#show(inOutputOrder(this.#unshown));
  }

  #show(pictures: readonly Waiting<T>[]): void {
    for (const picture of pictures) {
      picture.presentField = this.#shownFields;
      this.#shownFields += picture.fields;
    }
    this.#unshown = this.#unshown.filter(({ presentField }) => presentField === undefined);
  }

  /** How much earlier than they are shown the pictures so far must be decoded, so that none is shown before. */
  #measureDelay(): number {
    let presentField = this.#shownFields;
    const delays = this.#queue.map((shown) => shown.decodeField - (shown.presentField ?? Infinity));
    for (const { decodeField, fields } of inOutputOrder(this.#unshown)) {
      delays.push(decodeField - presentField);
      presentField += fields;
    }
    return Math.max(0, ...delays);
  }

  #release(): [T, PictureTimes][] {
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

const fieldsOf = (pictures: readonly Waiting<unknown>[]): number =>
  pictures.reduce((sum, { fields }) => sum + fields, 0);

/** Fields of one frame may share a count: decode order then decides. */
const inOutputOrder = <T>(pictures: readonly Waiting<T>[]): Waiting<T>[] =>
  [...pictures].sort((a, b) => (a.order?.picOrderCnt ?? 0) - (b.order?.picOrderCnt ?? 0));

/** Times in JSON are as exact as people can use them. */
export const roundToMicroseconds = (ms: number): number => Math.round(ms * 1000) / 1000;
