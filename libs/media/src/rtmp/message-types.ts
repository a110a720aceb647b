/** Message type ids. Specification: Adobe RTMP 1.0, 5.4 and 7.1. */
export const MessageType = {
  setChunkSize: 1,
  abort: 2,
  acknowledgement: 3,
  userControl: 4,
  windowAcknowledgementSize: 5,
  setPeerBandwidth: 6,
  audio: 8,
  video: 9,
  dataAmf3: 15,
  commandAmf3: 17,
  data: 18,
  command: 20,
  aggregate: 22,
} as const;

/** Event types of User Control messages. Specification: Adobe RTMP 1.0, 7.1.7. */
export const UserControl = { streamBegin: 0, streamEof: 1, pingRequest: 6, pingResponse: 7 } as const;

/** Time stamps have 32 bits: they wrap after 49.7 days. */
export const TIMESTAMP_WRAP_MS = 2 ** 32;
