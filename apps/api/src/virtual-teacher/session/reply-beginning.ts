import { type PlayoutItem } from '@lockstep/media';

/** How a reply begins, said while the rest of it is still being thought of. */
export class ReplyBeginning {
  #begun: { readonly text: string; readonly item: Promise<PlayoutItem | undefined> } | undefined;

  constructor(private readonly say: (text: string) => Promise<PlayoutItem | undefined>) {}

  /** The first sentence is known; later ones change nothing. */
  known(text: string): void {
    this.#begun ??= { text, item: this.say(text) };
  }

  /** What is being said already of a reply that begins with `text`. Where it begins otherwise, nothing is: that is cut off. */
  of(text: string | undefined): Promise<PlayoutItem | undefined> | undefined {
    if (this.#begun === undefined || this.#begun.text === text) return this.#begun?.item;
    void this.#begun.item.then((item) => item?.cancel());
    return undefined;
  }
}
