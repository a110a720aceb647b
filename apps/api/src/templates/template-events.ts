/** A template, or what it is used for, was changed: what runs asks for its template again. */
export class TemplatesChanged {
  constructor(
    /** undefined: any session may be concerned. */
    readonly sessionId?: string,
  ) {}
}
