/** The parts of node-media-server that this project runs; the package itself comes without types. */
declare module 'node-media-server/src/protocol/rtmp.js' {
  export default class Rtmp {
    /** 0: the next byte is C0. */
    handshakeState: number;
    onOutputCallback: (bytes: Buffer) => void;
    parserData(bytes: Buffer): string | null;
  }
}
