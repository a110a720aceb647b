/** A student joined, or what their page tells of itself changed in a way that a teacher sees. */
export class StudentChanged {
  constructor(
    readonly sessionId: string,
    readonly studentId: string,
  ) {}
}

/** Everything of a student was deleted: their token is good no more. */
export class StudentRemoved {
  constructor(readonly studentId: string) {}
}

/** A student's page began or ceased to show the stream. */
export class WatchersChanged {
  constructor(readonly sessionId: string) {}
}
