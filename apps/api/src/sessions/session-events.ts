/** Who may watch a session was changed. */
export class SessionAccessChanged {
  constructor(
    readonly sessionId: string,
    readonly storedAccess: object | null,
  ) {}
}

/** A session was made. */
export class SessionCreated {
  constructor(readonly sessionId: string) {}
}
