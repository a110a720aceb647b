import { Injectable } from '@nestjs/common';
import type { ViewerTransport } from '@lockstep/contracts';
import type { MediaRefusal } from './media-refusal.js';

/** What somebody is about to do. */
export type Question = {
  readonly action: 'publish' | 'play';
  readonly sessionId: string;
  readonly transport: ViewerTransport;
  /** Network address. */
  readonly remote: string;
  /** Whom the signed address was made for. */
  readonly studentId: string | null;
};

/** Decides about it elsewhere. */
export type Answerer = {
  isAsked(action: Question['action']): boolean;
  /** Never rejects. @returns why it may not happen; undefined: it may */
  refusalOf(question: Question): Promise<string | undefined>;
};

/** What is asked before somebody publishes or plays. */
@Injectable()
export class BeforeHooks {
  #answerer: Answerer | undefined;

  /** Once, before the first question. */
  use(answerer: Answerer): void {
    this.#answerer = answerer;
  }

  isAsked(action: Question['action']): boolean {
    return this.#answerer?.isAsked(action) ?? false;
  }

  /** Never rejects. */
  async refusalOf(question: Question): Promise<MediaRefusal | undefined> {
    const text = this.isAsked(question.action) ? await this.#answerer?.refusalOf(question) : undefined;
    return text === undefined ? undefined : { status: 403, text };
  }
}
