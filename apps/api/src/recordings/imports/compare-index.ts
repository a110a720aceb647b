import { isDeepStrictEqual } from 'node:util';
import type { RecordedEvent } from '@lockstep/contracts';
import { type ByteSource, recordedFrames, RecordedMessages, type StretchPlace } from '@lockstep/media';
import { indexOf } from '../recording-contents.js';

type Message = ReturnType<RecordedMessages['take']>[number];

/** What a file says of an event in two places. */
export type Difference = {
  readonly seq: number;
  /** What of it is another thing in the frames than in the index. */
  readonly what: 'event' | 'time' | 'frame' | 'missing-in-frames' | 'missing-in-index';
};

const ALIVE_EVERY = 2000;
/** More than any lesson has: a forged file fills no memory with them. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Compares an index with the events in the frames, from which it was made when the recording was finished.
 *
 * @returns the first difference, by seq; undefined if there is none
 * @throws RangeError for more events than any lesson has; ParseError
 */
export async function compareIndex(
  index: readonly RecordedEvent[],
  source: ByteSource,
  place: StretchPlace,
  alive: () => void,
): Promise<Difference | undefined> {
  const stamped = new Map(
    indexOf({ events: await messagesIn(source, place, alive) }).map((one) => [one.seq, one]),
  );
  const listed = new Map(index.map((one) => [one.seq, one]));
  const all = [...new Set([...stamped.keys(), ...listed.keys()])].sort((a, b) => a - b);
  for (const seq of all) {
    const what = differenceOf(listed.get(seq), stamped.get(seq));
    if (what) return { seq, what };
  }
  return undefined;
}

function differenceOf(
  listed: RecordedEvent | undefined,
  stamped: RecordedEvent | undefined,
): Difference['what'] | undefined {
  if (!listed) return 'missing-in-index';
  if (!stamped) return 'missing-in-frames';
  if (listed.ptsMs !== stamped.ptsMs) return 'time';
  if (listed.frame !== stamped.frame) return 'frame';
  return isDeepStrictEqual(listed.event, stamped.event) ? undefined : 'event';
}

/** Of one that was stamped twice, the later one. */
async function messagesIn(source: ByteSource, place: StretchPlace, alive: () => void): Promise<Message[]> {
  const messages = new RecordedMessages();
  const found = new Map<number, Message>();
  let [frames, bytes] = [0, 0];
  for await (const item of recordedFrames(source, place)) {
    if (item.kind !== 'video') continue;
    if (++frames % ALIVE_EVERY === 0) alive();
    for (const one of messages.take(item)) {
      if (one.message.snapshot) continue;
      bytes += one.message.body.length;
      if (bytes > MOST_BYTES) throw new RangeError('It has too many events in its frames.');
      found.set(one.message.seq, { ...one, message: { ...one.message, body: one.message.body.slice() } });
    }
  }
  return [...found.values()];
}
