/** A recording is finished: it can be watched from its beginning to its end, and downloaded. */
export class RecordingReady {
  constructor(
    readonly id: string,
    readonly sessionId: string,
  ) {}
}
