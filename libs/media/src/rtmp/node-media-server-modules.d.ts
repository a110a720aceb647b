/** The parts of node-media-server that this project runs; the package itself comes without types. */
declare module 'node-media-server/src/protocol/rtmp.js' {
  export type RtmpHeader = {
    fmt: number;
    cid: number;
    timestamp: number;
    length: number;
    type: number;
    stream_id: number;
  };
  export type RtmpPacket = {
    header: RtmpHeader;
    /** Time of the message, ms: the sum of what its chunk stream sent. */
    clock: number;
    payload: Buffer;
    capacity: number;
    /** Received of the payload. */
    bytes: number;
  };

  export default class Rtmp {
    handshakePayload: Buffer;
    handshakeState: number;
    handshakeBytes: number;
    parserBuffer: Buffer;
    parserState: number;
    parserBytes: number;
    parserBasicBytes: number;
    parserPacket: RtmpPacket;
    inPackets: Map<number, RtmpPacket>;
    inChunkSize: number;
    outChunkSize: number;
    onOutputCallback: (bytes: Buffer) => void;
    parserData(bytes: Buffer): string | null;
    packetParse(): void;
    chunkMessageHeaderRead(): number;
    packetAlloc(): void;
    packetHandler(): void;
    sendACK(bytes: number): void;
    sendWindowACK(bytes: number): void;
    setPeerBandwidth(bytes: number, type: number): void;
    setChunkSize(bytes: number): void;
    sendStreamStatus(event: number, value: number): void;
    static chunksCreate(packet: { header: RtmpHeader; payload: Buffer }): Buffer;
  }
}

declare module 'node-media-server/src/core/logger.js' {
  const logger: { log(message: string, level?: string): void };
  export default logger;
}
