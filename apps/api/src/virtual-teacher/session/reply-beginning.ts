import type { PlayoutItem } from '@lockstep/media';

type Begun = { readonly text: string; readonly item: Promise<PlayoutItem | undefined> };

/** How a reply begins, said while the rest of it is still being thought of. */
export class ReplyBeginning {
  #begun: Begun | undefined;

  /** @param say where it fails, nothing is being said; the reply is said from its beginning then */
  constructor(private readonly say: (text: string) => Promise<PlayoutItem | undefined>) {}

  /** The first sentence is known; later ones change nothing. */
  known(text: string): void {
    this.#begun ??= { text, item: this.#said(text) };
  }

  /** What is being said already of a reply that begins with `text`. Where it begins otherwise, nothing is: that is cut off. */
  of(text: string | undefined): Promise<PlayoutItem | undefined> | undefined {
    if (this.#begun === undefined || this.#begun.text === text) return this.#begun?.item;
    void this.#begun.item.then((item) => item?.cancel());
    return undefined;
  }

  /** Never rejects: nobody may be waiting for it yet. What fails here fails again where the reply goes on record, and is reported there. */
  async #said(text: string): Promise<PlayoutItem | undefined> {
    try {
      return await this.say(text);
    } catch {
      this.#begun = undefined;
      return undefined;
    }
  }
}
