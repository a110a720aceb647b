/** What SRT measures of one connection, in the direction of its media. */
export type SrtStatistics = {
  readonly rttMs: number;
  /** Bits a second since the last measurement, sent again or not. */
  readonly bitrate: number;
  /** Packets since the connection began. Lost: missing at first, sent again or not. */
  readonly packets: number;
  readonly lostPackets: number;
  readonly retransmittedPackets: number;
  /** Came too late, or not at all: their bytes are missing. */
  readonly droppedPackets: number;
};

/** sizeof(SRT_TRACEBSTATS) of SRT 1.5 is 536; a later one may write more. */
export const STATISTICS_BYTES = 1024;

/** Places in SRT_TRACEBSTATS, srt.h of SRT 1.4 and 1.5, on processors of 64 bits. */
const AT = {
  receive: { packets: 16, lost: 28, dropped: 68, megabits: 192, retransmitted: 164 },
  send: { packets: 8, lost: 24, dropped: 64, megabits: 184, retransmitted: 32 },
  rtt: 328,
} as const;
export type SrtDirection = 'receive' | 'send';

/**
 * Reads SRT_TRACEBSTATS.
 * @param retransmitted counted before: SRT counts those received since the last measurement only
 */
export function readStatistics(bytes: Buffer, direction: SrtDirection, retransmitted: number): SrtStatistics {
  const at = AT[direction];
  const counted = bytes.readInt32LE(at.retransmitted);
  return {
    rttMs: Math.round(bytes.readDoubleLE(AT.rtt) * 10) / 10,
    bitrate: Math.round(bytes.readDoubleLE(at.megabits) * 1e6),
    packets: Number(bytes.readBigInt64LE(at.packets)),
    lostPackets: bytes.readInt32LE(at.lost),
    retransmittedPackets: direction === 'send' ? counted : retransmitted + counted,
    droppedPackets: bytes.readInt32LE(at.dropped),
  };
}
