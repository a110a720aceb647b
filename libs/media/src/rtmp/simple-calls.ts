import type { Amf0Value } from '@lockstep/formats';
import type { RtmpConnection } from './rtmp-connection.js';
import type { RtmpCommand } from './rtmp-message.js';

/** What a client is told about its call besides the result: a command and its info object. */
const NOTIFICATIONS = new Map<string, readonly [command: string, info?: Amf0Value]>([
  ['FCPublish', ['onFCPublish', info('NetStream.Publish.Start', 'The stream may be published.')]],
  ['FCUnpublish', ['onFCUnpublish', info('NetStream.Unpublish.Success', 'The stream is unpublished.')]],
  ['FCSubscribe', ['onFCSubscribe', info('NetStream.Play.Start', 'The stream may be played.')]],
  ['_checkbw', ['onBWDone']],
]);

/** Results that are not undefined: a live stream has no length. */
const RESULTS = new Map<string, Amf0Value>([['getStreamLength', 0]]);

/**
 * Answers a call that means nothing here beyond its answer: some encoders go on only when each of their calls is
 * answered. The calls are not part of Adobe RTMP 1.0; the answers are those of Adobe's server and of SRS.
 */
export function answerCall(connection: RtmpConnection, { name, transactionId }: RtmpCommand): void {
  if (transactionId > 0 && !isAnswer(name)) connection.sendResult(transactionId, RESULTS.get(name));
  const [command, ...values] = NOTIFICATIONS.get(name) ?? [];
  if (command !== undefined) connection.sendCommand(0, command, 0, null, ...values);
}

const isAnswer = (name: string): boolean => name === '_result' || name === '_error' || name.startsWith('on');

function info(code: string, description: string): Amf0Value {
  return { level: 'status', code, description };
}
