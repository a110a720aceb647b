/** What a client must not send. Its connection is closed; the reason is for our list, the client may be anybody. */
export class RtmpProtocolError extends Error {
  override readonly name = 'RtmpProtocolError';
}
