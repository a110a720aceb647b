/** Numbers of events that did not arrive, both ends included. */
export type SeqGap = { readonly fromSeq: number; readonly toSeq: number };

export type SeqVerdict = {
  /** False for what was seen before (a repeat, an overlap after a reconnect) or is older than what is known. */
  readonly isNew: boolean;
  readonly gap?: SeqGap;
};

/** Gaps remembered for recovery; a class with more than these has other worries. */
const MAX_OPEN_GAPS = 64;

/** Follows the event counter of a channel, in order of arrival: which messages are new, which are missing. */
export class SeqWatch {
  #last: number | undefined;
  #mayRestart = false;
  #open: SeqGap[] = [];
  #missed = 0;

  /** Events missed so far. */
  get missed(): number {
    return this.#missed;
  }

  see({ seq, snapshot }: { seq: number; snapshot: boolean }): SeqVerdict {
    const last = this.#last;
    const startsAnew = last === undefined || (snapshot && this.#mayRestart && seq < last);
    if (startsAnew) {
      this.#last = seq;
      this.#mayRestart = false;
      return { isNew: true };
    }
    if (seq > last) {
      this.#last = seq;
      this.#mayRestart = false;
      const firstMissing = last + 1;
      const lastMissing = snapshot ? seq : seq - 1;
      if (lastMissing < firstMissing) return { isNew: true };
      return { isNew: true, gap: this.#note({ fromSeq: firstMissing, toSeq: lastMissing }) };
    }
    // The snapshot of what is known: it confirms. An older one, or an event known already, does not count.
    return { isNew: snapshot && seq === last };
  }

  /** Whether `seq` is one of the missing; from then on it is not. */
  recover(seq: number): boolean {
    const gap = this.#open.find(({ fromSeq, toSeq }) => fromSeq <= seq && seq <= toSeq);
    if (gap === undefined) return false;
    const rest = [
      { fromSeq: gap.fromSeq, toSeq: seq - 1 },
      { fromSeq: seq + 1, toSeq: gap.toSeq },
    ].filter(({ fromSeq, toSeq }) => fromSeq <= toSeq);
    this.#open = [...this.#open.filter((other) => other !== gap), ...rest];
    return true;
  }

  streamRestarted(): void {
    this.#mayRestart = true;
  }

  #note(gap: SeqGap): SeqGap {
    this.#missed += gap.toSeq - gap.fromSeq + 1;
    this.#open = [...this.#open, gap].slice(-MAX_OPEN_GAPS);
    return gap;
  }
}
