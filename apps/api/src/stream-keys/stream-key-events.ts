/** A stream key is no longer good: its publisher is disconnected. */
export class StreamKeyWithdrawn {
  constructor(
    readonly keyId: string,
    readonly sessionId: string,
    /** For the publisher. */
    readonly reason: string,
  ) {}
}
