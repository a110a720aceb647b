/**
 * The only file that imports node-media-server (enforced by lint). One thing of it runs: its answer to an RTMP
 * handshake, with the two digest schemes that clients of Flash's time check. See docs/decisions.
 */
import Rtmp from 'node-media-server/src/protocol/rtmp.js';

const VERSION = Buffer.of(3);

/** One for the process: it holds a parser buffer of 1 MiB, and an answer leaves no state behind that matters. */
const answerer = new Rtmp();

/**
 * S0, S1 and S2 for a client's C1: an echo, or digests where C1 carries one.
 * @param c1 1,536 bytes
 * @throws RangeError for another length
 */
export function answerHandshake(c1: Uint8Array): Buffer {
  let answer: Buffer | undefined;
  answerer.handshakeState = 0;
  answerer.onOutputCallback = (bytes) => (answer = bytes);
  answerer.parserData(Buffer.concat([VERSION, c1])); // answers within the call
  if (answer === undefined) throw new RangeError(`C1 has ${c1.length} bytes, not 1,536`);
  return answer;
}
