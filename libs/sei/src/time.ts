declare const unit: unique symbol;
type Quantity<Unit extends string> = number & { readonly [unit]: Unit };

/** Time stamps of RTMP and FLV. */
export type Milliseconds = Quantity<'ms'>;
/** Time stamps of MPEG-TS and of video over RTP: 1/90000 s. */
export type Ticks90k = Quantity<'90kHz'>;
/** The browser's media clock. */
export type Seconds = Quantity<'s'>;

export const milliseconds = (value: number): Milliseconds => value as Milliseconds;
export const ticks90k = (value: number): Ticks90k => value as Ticks90k;
export const seconds = (value: number): Seconds => value as Seconds;

export const toTicks90k = (time: Milliseconds): Ticks90k => (time * 90) as Ticks90k;
/** Not rounded: 1 tick is 1/90 ms. */
export const toMilliseconds = (time: Ticks90k): Milliseconds => (time / 90) as Milliseconds;
export const toSeconds = (time: Milliseconds): Seconds => (time / 1000) as Seconds;
/** Not rounded. */
export const secondsToMilliseconds = (time: Seconds): Milliseconds => (time * 1000) as Milliseconds;
