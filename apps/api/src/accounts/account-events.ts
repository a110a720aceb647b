/** A token of staff is no longer good. */
export class TokenRevoked {
  constructor(readonly tokenId: string) {}
}

/** What a person may do has changed, or they are gone. */
export class PersonChanged {
  constructor(readonly personId: string) {}
}

/** Somebody is no longer signed in in one of their browsers. */
export class SignInEnded {
  constructor(readonly signInId: string) {}
}
