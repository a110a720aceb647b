import type { LessonState } from '@lockstep/contracts';
import { createPlayer } from './create-player.js';
import type { Player } from './player.js';
import type { PlayerEvents } from './player-events.js';
import type { PlayerOptions } from './player-options.js';
import type { PlayerStats } from './player-stats.js';
import { STREAM_TRANSPORTS } from './transports/transport.js';

const STYLE =
  ':host{display:block;position:relative;aspect-ratio:16/9}:host([hidden]){display:none}div{position:absolute;inset:0}';
const TRANSPORTS = ['auto', ...STREAM_TRANSPORTS, 'hls'] as const;
const SURFACES = ['auto', 'canvas', 'video'] as const;

/** The player's events, and what they are called in the DOM. */
const DOM_EVENTS: readonly (keyof PlayerEvents)[] = [
  'event',
  'upcoming',
  'statechange',
  'status',
  'transport',
  'autoplayblocked',
  'live',
  'past',
  'gap',
  'error',
];

/**
 * `<lockstep-player src="…">`: a player as an element, alive while it is in the document. Attributes: `src`, `muted`, `autoplay="off"`,
 * `transport`, `surface`, `target-latency`, `rewind`. Events are the player's own with `lockstep-` before their names, dispatched in the
 * same task: `lockstep-event` in the one that draws the frame.
 */
export class LockstepPlayerElement extends HTMLElement {
  static readonly observedAttributes = ['src', 'muted', 'transport', 'surface', 'target-latency', 'rewind'];
  readonly #box: HTMLDivElement;
  #player: Player | undefined;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    const style = document.createElement('style');
    style.textContent = STYLE;
    this.#box = document.createElement('div');
    root.append(style, this.#box);
  }

  /** Undefined while it is not in the document or has no `src`. */
  get player(): Player | undefined {
    return this.#player;
  }

  /** The element that shows the frame. */
  get surface(): HTMLElement | null {
    return this.#player?.surface ?? null;
  }

  get state(): LessonState | null {
    return this.#player?.state ?? null;
  }

  get stats(): PlayerStats | null {
    return this.#player?.stats ?? null;
  }

  get src(): string {
    return this.getAttribute('src') ?? '';
  }

  set src(src: string) {
    this.setAttribute('src', src);
  }

  get muted(): boolean {
    return this.#player?.muted ?? this.hasAttribute('muted');
  }

  set muted(muted: boolean) {
    this.toggleAttribute('muted', muted);
    // The browser's autoplay rules mute the player and not the attribute, which then does not change.
    if (this.#player !== undefined) this.#player.muted = muted;
  }

  play(): Promise<void> {
    return this.#player?.play() ?? Promise.reject(new DOMException('There is no src', 'InvalidStateError'));
  }

  pause(): void {
    this.#player?.pause();
  }

  connectedCallback(): void {
    this.#restart();
  }

  disconnectedCallback(): void {
    this.#stop();
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now || !this.isConnected) return;
    if (name === 'muted' && this.#player !== undefined) this.#player.muted = now !== null;
    else this.#restart();
  }

  #restart(): void {
    this.#stop();
    if (this.src === '') return;
    const player = createPlayer(this.#box, this.#options());
    this.#player = player;
    for (const type of DOM_EVENTS) {
      player.on(type, (detail) => this.dispatchEvent(new CustomEvent(`lockstep-${type}`, { detail })));
    }
  }

  #stop(): void {
    this.#player?.destroy();
    this.#player = undefined;
  }

  #options(): PlayerOptions {
    const targetLatencyMs = Number(this.getAttribute('target-latency'));
    return {
      url: this.src,
      muted: this.hasAttribute('muted'),
      rewind: this.hasAttribute('rewind'),
      autoplay: this.getAttribute('autoplay') !== 'off',
      transport: oneOf(TRANSPORTS, this.getAttribute('transport')),
      surface: oneOf(SURFACES, this.getAttribute('surface')),
      ...(targetLatencyMs > 0 && { targetLatencyMs }),
    };
  }
}

/** An attribute that says something else means the first choice, as in HTML. */
function oneOf<T extends string>(choices: readonly [T, ...T[]], value: string | null): T {
  return choices.find((choice) => choice === value) ?? choices[0];
}

/** Makes `<lockstep-player>` known to the page; may be called again. The built SDK does it by itself. */
export function defineLockstepPlayer(): void {
  if (customElements.get('lockstep-player') === undefined) {
    customElements.define('lockstep-player', LockstepPlayerElement);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lockstep-player': LockstepPlayerElement;
  }
  interface HTMLElementEventMap {
    'lockstep-event': CustomEvent<PlayerEvents['event']>;
    'lockstep-upcoming': CustomEvent<PlayerEvents['upcoming']>;
    'lockstep-statechange': CustomEvent<PlayerEvents['statechange']>;
    'lockstep-status': CustomEvent<PlayerEvents['status']>;
    'lockstep-transport': CustomEvent<PlayerEvents['transport']>;
    'lockstep-live': CustomEvent<PlayerEvents['live']>;
    'lockstep-past': CustomEvent<PlayerEvents['past']>;
    'lockstep-autoplayblocked': CustomEvent<PlayerEvents['autoplayblocked']>;
    'lockstep-gap': CustomEvent<PlayerEvents['gap']>;
    'lockstep-error': CustomEvent<PlayerEvents['error']>;
  }
}
