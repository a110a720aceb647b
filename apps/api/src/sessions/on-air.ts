import { Injectable } from '@nestjs/common';

export type PublisherOnAir = {
  readonly id: string;
  readonly kind: string;
  readonly remote: string | null;
  readonly since: Date;
};

/** Which sessions have frames coming in, and from whom; written by streaming, read where a session is described. */
@Injectable()
export class OnAir {
  readonly #publishers = new Map<string, PublisherOnAir>();

  set(sessionId: string, publisher: PublisherOnAir | undefined): void {
    if (publisher === undefined) this.#publishers.delete(sessionId);
    else this.#publishers.set(sessionId, publisher);
  }

  publisherOf(sessionId: string): PublisherOnAir | undefined {
    return this.#publishers.get(sessionId);
  }

  isPublishing(sessionId: string, publisherId: string): boolean {
    return this.#publishers.get(sessionId)?.id === publisherId;
  }
}
