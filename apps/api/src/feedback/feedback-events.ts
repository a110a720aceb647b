import type { FeedbackBody } from '@lockstep/contracts';

/** Private words are stored. Anyone who can bring them to their student says so, and the publisher waits for it. */
export class FeedbackWritten {
  readonly #deliveries: Promise<boolean>[] = [];

  constructor(
    readonly studentId: string,
    readonly body: FeedbackBody,
  ) {}

  /** @param delivery resolves with whether the student has them */
  deliver(delivery: Promise<boolean>): void {
    this.#deliveries.push(delivery);
  }

  async isDelivered(): Promise<boolean> {
    const results = await Promise.allSettled(this.#deliveries);
    return results.some((result) => result.status === 'fulfilled' && result.value);
  }
}
