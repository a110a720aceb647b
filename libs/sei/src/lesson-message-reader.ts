import { concat } from './bytes/concat.js';
import { crc32 } from './bytes/crc32.js';
import { readLessonPacket, type LessonMessage, type LessonPacket } from './lesson-message.js';
import { MAX_LESSON_BODY } from './limits.js';
import { ParseError } from './parse-error.js';

/** A fragmented message whose other fragments are still to come. */
type Assembly = { readonly slices: Map<number, Uint8Array>; bytes: number };

/**
 * Messages being gathered at a time. A stamper sends one after another, and a snapshot may interleave with an event; the
 * rest is for what was cut off by lost pictures.
 */
const MAX_ASSEMBLIES = 8;

/**
 * Lesson messages from user data, one stream's in the order read. Fragments may come in any order and more than once;
 * at most eight unfinished messages of 64 KiB are kept, the longest untouched is given up first.
 */
export class LessonMessageReader {
  /** Oldest use first: a Map keeps the order of insertion. */
  readonly #assemblies = new Map<string, Assembly>();

  /**
   * @param userData what follows the UUID in user_data_unregistered
   * @returns the message that this completes; undefined for a fragment that does not, and for versions not known. A body
   * that came whole is a view of `userData`.
   * @throws ParseError when it is no lesson message; `too-large` when fragments add up to more than 64 KiB;
   * `crc-mismatch` when they do not make the body that was sent. The reader can go on.
   */
  push(userData: Uint8Array): LessonMessage | undefined {
    const packet = readLessonPacket(userData);
    if (packet === undefined) return undefined;
    const { fragment, ...message } = packet;
    if (fragment === undefined) return message;
    const key = keyOf(packet);
    const body = this.#gather(key, packet.body, fragment.index, fragment.count);
    if (body === undefined) return undefined;
    this.#assemblies.delete(key);
    if (crc32(body) !== fragment.crc) throw new ParseError('crc-mismatch', 0, `lesson message ${packet.seq}`);
    return { ...message, body };
  }

  /** Forgets unfinished messages: after a seek or a reconnect their rest will not come. */
  reset(): void {
    this.#assemblies.clear();
  }

  /** The body, when this slice was the last one missing. */
  #gather(key: string, slice: Uint8Array, index: number, count: number): Uint8Array | undefined {
    const assembly = this.#assemblies.get(key) ?? { slices: new Map<number, Uint8Array>(), bytes: 0 };
    this.#assemblies.delete(key);
    if (!assembly.slices.has(index)) {
      assembly.bytes += slice.length;
      if (assembly.bytes > MAX_LESSON_BODY)
        throw new ParseError('too-large', 0, `fragments of ${assembly.bytes} bytes`);
      // A copy: the view would keep the whole picture it came in.
      assembly.slices.set(index, slice.slice());
    }
    if (assembly.slices.size === count) return join(assembly);
    this.#assemblies.set(key, assembly);
    const [oldest = key] = this.#assemblies.keys();
    if (this.#assemblies.size > MAX_ASSEMBLIES) this.#assemblies.delete(oldest);
    return undefined;
  }
}

/** All that the fragments of one message have in common. */
function keyOf({ seq, wallClockMs, snapshot, repeat, fragment }: LessonPacket): string {
  return `${seq} ${wallClockMs} ${snapshot} ${repeat} ${fragment?.count} ${fragment?.crc}`;
}

const join = ({ slices }: Assembly): Uint8Array =>
  concat([...slices].sort(([a], [b]) => a - b).map(([, slice]) => slice));
