import type { Amf0Value } from '@lockstep/formats';

/** A command: NetConnection or NetStream call. Specification: Adobe RTMP 1.0, 7.2. */
export type RtmpCommand = {
  readonly kind: 'command';
  readonly name: string;
  readonly transactionId: number;
  /** The command object (of `connect`: app, tcUrl, …) and the arguments after it. */
  readonly values: readonly Amf0Value[];
};

/** A message whose body is that of an FLV tag. Its bytes belong to the receiver. */
export type RtmpMedia = {
  readonly kind: 'audio' | 'video' | 'script';
  /** 32-bit clock of the sender, ms: wraps after 49.7 days. */
  readonly timestampMs: number;
  readonly body: Uint8Array;
};

export type RtmpMessage = RtmpCommand | RtmpMedia;
