import { type CountAnswers, eventOf } from '../../signalling/lesson-actions.js';
import type { LessonChannel, Submitted } from '../../signalling/lesson-channel.js';
import type { Session } from '../../sessions/session.entity.js';
import type { LedgerEvent } from '../../ledger/ledger-event.entity.js';
import type { Announce, Announced } from './teaching-context.js';

/** Announces the events of a lesson, once for each key: what an earlier process announced is not announced again. */
export class Announcer {
  /** Announcements whose frame is not on record yet, by cue key; the ledger knows all others. */
  readonly #known = new Map<string, Promise<Announced>>();

  constructor(
    private readonly session: Session,
    private readonly channel: LessonChannel,
    private readonly count: CountAnswers,
  ) {}

  readonly announce: Announce = (event, cueKey, ptsMs) => {
    const known = this.#known.get(cueKey);
    if (known) return known;
    const announced = this.#announce(event, cueKey, ptsMs);
    this.#known.set(cueKey, announced);
    const forget = () => this.#known.delete(cueKey);
    announced.then(({ airedPtsMs }) => airedPtsMs.then(forget, forget), forget); // a failed one may be tried again
    return announced;
  };

  async announced(cueKey: string): Promise<Announced | undefined> {
    const known = this.#known.get(cueKey);
    if (known) return known;
    const entry = await this.channel.findCue(cueKey);
    return entry ? this.#adopted(entry) : undefined;
  }

  async #announce(
    event: Parameters<Announce>[0],
    cueKey: string,
    ptsMs: number | undefined,
  ): Promise<Announced> {
    const submitted = await this.channel.submit({
      make: (projected) =>
        'event' in event ? event : eventOf(event, this.session.lesson, projected, this.count),
      origin: 'cue',
      cueKey,
      ...(ptsMs !== undefined && { ptsMs }),
    });
    return submittedAs(submitted);
  }

  /** What is in the ledger already: the channel stamps it again if its frame is not known. */
  #adopted({ seq, airedPtsMs }: LedgerEvent): Announced {
    if (airedPtsMs !== null) return { seq, airedPtsMs: Promise.resolve(airedPtsMs) };
    const stampedAgain = this.channel.airedPtsMs(seq);
    stampedAgain.catch(() => undefined); // not everybody waits for it
    return { seq, airedPtsMs: stampedAgain };
  }
}

function submittedAs({ entry, recorded }: Submitted): Announced {
  const airedPtsMs = recorded.then(({ airedPtsMs: ptsMs }) => ptsMs ?? 0);
  airedPtsMs.catch(() => undefined); // the stream ended before; callers that wait for it get the error
  return { seq: entry.seq, airedPtsMs };
}
