/** What a client may take before and after it is accepted. Every limit closes the connection that passes it. */
export type RtmpLimits = {
  /** Connections at once. Each costs about 20 KiB while it is idle. */
  readonly connections: number;
  /** Connections of one address. Classrooms share an address, so not too few. */
  readonly connectionsPerAddress: number;
  /** From the first byte to an accepted publish or play, ms. */
  readonly setupMs: number;
  /** Bytes before `connect` is complete: the handshake is 3,073, a `connect` about 500. */
  readonly bytesBeforeConnect: number;
  /** Bytes before publish or play is accepted. */
  readonly bytesBeforeAccepted: number;
  /** One command or data message, and any message of a client that is no accepted publisher, bytes. */
  readonly commandBytes: number;
  /** Commands on one connection. A player that pauses and resumes sends some; nobody sends thousands. */
  readonly commands: number;
  /** One frame of an accepted publisher, bytes: a 4K key frame at 50 Mbit/s has about 2 MiB. */
  readonly messageBytes: number;
  /** Chunk streams of one connection; OBS and ffmpeg use five. */
  readonly chunkStreams: number;
  /** A publisher without a frame for this long is taken for dead, so that it can come again, ms. */
  readonly publisherIdleMs: number;
  /** A player that takes no byte for this long while some are waiting, ms. */
  readonly playerStallMs: number;
  /** Bytes that wait for a client when it is answered: a player's frames are in it only while they are being sent. */
  readonly queueBytes: number;
  /** How long a refused client may take to read the reason before its connection is destroyed, ms. */
  readonly lingerMs: number;
};

export const DEFAULT_RTMP_LIMITS: RtmpLimits = {
  connections: 2000,
  connectionsPerAddress: 200,
  setupMs: 10_000,
  bytesBeforeConnect: 16 * 1024,
  bytesBeforeAccepted: 256 * 1024,
  commandBytes: 64 * 1024,
  commands: 500,
  messageBytes: 8 * 1024 * 1024,
  chunkStreams: 32,
  publisherIdleMs: 15_000,
  playerStallMs: 30_000,
  queueBytes: 8 * 1024 * 1024,
  lingerMs: 500,
};
