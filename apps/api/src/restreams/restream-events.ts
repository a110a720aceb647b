/** Where sessions are published to was changed. */
export class RestreamsChanged {
  constructor(
    /** null: any session may be concerned. */
    readonly sessionId: string | null,
  ) {}
}
