import type { LadderAlarm } from '@lockstep/media';
import type { SessionRenditions } from '@lockstep/contracts';

type Code = LadderAlarm['kind'];
type Alarm = SessionRenditions['alarms'][number];

/** What is wrong with the renditions of one session now. Each is told when it begins and when it is over, once. */
export class LadderAlarms {
  readonly #now = new Map<Code, Alarm>();

  constructor(private readonly tell: (code: Code, active: boolean) => void) {}

  get now(): Alarm[] {
    return [...this.#now.values()];
  }

  take({ kind, active, message }: LadderAlarm): void {
    const known = this.#now.get(kind);
    if (active) this.#now.set(kind, { code: kind, message, since: known?.since ?? new Date().toISOString() });
    else this.#now.delete(kind);
    if (active !== (known !== undefined)) this.tell(kind, active);
  }

  /** Nothing is wrong any more: there is something else, or nothing. */
  clear(): void {
    for (const kind of [...this.#now.keys()]) this.take({ kind, active: false, message: '' });
  }
}
