/** A session is not this process's any more: nothing of it may leave from here, and nothing that is written is taken. */
export class LeaseEnded {
  constructor(
    readonly sessionId: string,
    readonly reason: 'taken' | 'not-renewed',
  ) {}
}

/** Sessions that are live on record, and that no process carries. */
export class LeasesExpired {
  constructor(readonly sessionIds: readonly string[]) {}
}
