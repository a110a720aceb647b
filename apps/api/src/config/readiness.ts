import { Injectable } from '@nestjs/common';

/** Ports are taken before sessions are restored, so that a taken one harms nothing; requests that come meanwhile wait here. */
@Injectable()
export class Readiness {
  readonly #ready = Promise.withResolvers<void>();

  /** Resolves when the server can do its work. */
  get reached(): Promise<void> {
    return this.#ready.promise;
  }

  reach(): void {
    this.#ready.resolve();
  }
}
