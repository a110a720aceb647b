/** Why a message was not taken for stamping, or left the queue unstamped. */
export type StampRefusal =
  'body-too-large' | 'budget-exceeded' | 'seq-out-of-order' | 'stream-ended' | 'relayed';

/** Base of every refusal of the stamper; nothing of the refused message is in the bitstream. */
export abstract class StampError extends Error {
  abstract readonly refusal: StampRefusal;
}

/** A body above {@link maxBytes}: shorten it, or send a reference to it. */
export class BodyTooLarge extends StampError {
  readonly refusal = 'body-too-large';
  override readonly name = 'BodyTooLarge';
  constructor(
    readonly byteLength: number,
    readonly maxBytes: number,
  ) {
    super(`The message body has ${byteLength} bytes; at most ${maxBytes} are allowed.`);
  }
}

/** Too many messages, or too many bytes, in the last second of this channel. */
export class BudgetExceeded extends StampError {
  readonly refusal = 'budget-exceeded';
  override readonly name = 'BudgetExceeded';
  /** @param retryAfterMs when the same message would be taken, if nothing else comes in between */
  constructor(
    readonly budget: 'events' | 'bytes',
    readonly retryAfterMs: number,
  ) {
    super(
      budget === 'events'
        ? `Too many events in one second on this channel; try again in ${retryAfterMs} ms.`
        : `Too many bytes in one second on this channel; try again in ${retryAfterMs} ms.`,
    );
  }
}

/** `seq` does not follow the last one handed over: viewers rely on its order. */
export class SeqOutOfOrder extends StampError {
  readonly refusal = 'seq-out-of-order';
  override readonly name = 'SeqOutOfOrder';
  constructor(
    readonly seq: number,
    readonly lastSeq: number,
  ) {
    super(`Event ${seq} cannot follow event ${lastSeq}: seq must grow.`);
  }
}

/** The stream ended before the message was on a frame. It may be stamped again, with the repeat flag, on a later stream. */
export class StreamEnded extends StampError {
  readonly refusal = 'stream-ended';
  override readonly name = 'StreamEnded';
  constructor(readonly seq: number) {
    super(`The stream ended before event ${seq} was stamped.`);
  }
}

/** A trusted relay publishes: the events in its frames are the lesson, a second counter would contradict them. */
export class StreamRelayed extends StampError {
  readonly refusal = 'relayed';
  override readonly name = 'StreamRelayed';
  constructor(readonly seq: number) {
    super(`Event ${seq} cannot be stamped: a trusted relay publishes this stream and brings its own events.`);
  }
}
