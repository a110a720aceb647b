/** A token of staff is no longer good. */
export class TokenRevoked {
  constructor(readonly tokenId: string) {}
}
