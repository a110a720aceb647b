/**
 * A client sent something that it must not send: the connection cannot go on. The message is for the client and for the
 * list of refusals; it holds no key.
 */
export class RtmpProtocolError extends Error {
  override readonly name = 'RtmpProtocolError';
}
