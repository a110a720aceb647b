import type { ByteReader } from '@lockstep/sei';

/** AvMultitrackType. Specification: Enhanced RTMP v2, "Multitrack". */
const ONE_TRACK = 0;
const MANY_TRACKS_MANY_CODECS = 2;
const FOUR_CC_BYTES = 4;

/** Tracks of a multitrack message that are not its first: `data` is the message behind its packet type, unread. */
export type FurtherTracks = { readonly packet: 'further-tracks'; readonly data: Uint8Array };

/** The first track (trackId 0) of a multitrack message: what stands behind the FourCC of a message of one track. */
export type FirstTrack = {
  readonly packetType: number;
  readonly fourCc: Uint8Array;
  readonly content: Uint8Array;
};

/**
 * Finds the first track, which is the one that a player of one track plays. The codecs of further tracks do not matter.
 *
 * @returns undefined if the message has further tracks only
 * @throws ParseError
 */
export function findFirstTrack(reader: ByteReader): FirstTrack | undefined {
  const types = reader.u8();
  const multitrackType = types >>> 4;
  const packetType = types & 0x0f;
  if (multitrackType > MANY_TRACKS_MANY_CODECS)
    throw reader.error('bad-value', `AvMultitrackType ${multitrackType}`, reader.offset - 1);
  const hasOwnCodecs = multitrackType === MANY_TRACKS_MANY_CODECS;
  let fourCc = hasOwnCodecs ? undefined : reader.take(FOUR_CC_BYTES);
  while (reader.remaining > 0) {
    if (hasOwnCodecs) fourCc = reader.take(FOUR_CC_BYTES);
    const trackId = reader.u8();
    const content = reader.take(multitrackType === ONE_TRACK ? reader.remaining : reader.u24());
    if (trackId === 0 && fourCc !== undefined) return { packetType, fourCc, content };
  }
  return undefined;
}
