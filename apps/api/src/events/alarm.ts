/** Something is wrong that somebody should look at, or is right again. */
export class AlarmChanged {
  constructor(
    /** Such as `recording-disk-full`. */
    readonly code: string,
    /** null: it concerns the whole server. */
    readonly sessionId: string | null,
    readonly active: boolean,
  ) {}
}
