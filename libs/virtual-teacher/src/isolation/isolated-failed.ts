export type IsolatedFailure = 'timeout' | 'crashed' | 'busy' | 'closed' | 'refused';

/** Isolated work has no result. */
export class IsolatedFailed extends Error {
  override readonly name = 'IsolatedFailed';

  constructor(
    readonly reason: IsolatedFailure,
    message: string,
    /** Of `refused`: what the work said. */
    readonly details?: unknown,
  ) {
    super(message);
  }
}
