import type { AnyLessonEvent, LessonState } from '@lockstep/contracts';
import type { Player, PlayerStatus } from '@lockstep/player';
import { type RefObject, useEffect, useState, useSyncExternalStore } from 'react';
import { placePlayer } from './early-player.js';
import { LessonView } from './lesson-view.js';
import './stage.css';

export type Playback = {
  readonly player: Player | null;
  readonly view: LessonView;
  readonly status: PlayerStatus;
  /** Why it cannot be played, when `status` is `failed`. */
  readonly detail: string | undefined;
  /** The browser wants a gesture: `sound` when it plays muted meanwhile, `start` when it waits. */
  readonly blocked: 'sound' | 'start' | null;
  readonly unblock: () => void;
};

type PlaybackOptions = {
  /** null: there is no stream to ask for yet. */
  readonly url: string | null;
  readonly muted: boolean;
  /** The viewer may pause it and go back. */
  readonly canRewind?: boolean;
  /** Receives events some time before their frame, to get ready what they will show. */
  readonly onUpcoming?: (event: AnyLessonEvent) => void;
};

/** Plays the stream into `container` for as long as the component is there; another stream needs another component. */
export function useLessonPlayer(
  container: RefObject<HTMLElement | null>,
  { url, muted, canRewind = false, onUpcoming }: PlaybackOptions,
): Playback {
  const [player, setPlayer] = useState<Player | null>(null);
  const [{ status, detail }, setStatus] = useState<{ status: PlayerStatus; detail: string | undefined }>({
    status: 'connecting',
    detail: undefined,
  });
  const [blocked, setBlocked] = useState<Playback['blocked']>(null);
  const [view] = useState(() => new LessonView());
  // Muting later is the player's own control, not another player.
  const [startMuted] = useState(muted);

  useEffect(() => {
    if (!container.current || url === null) return;
    const { player: created, blocked: early } = placePlayer(container.current, {
      ...{ url, muted: startMuted, rewind: canRewind },
    });
    const stops = [
      created.on('statechange', ({ state, ptsMs }) => view.show(state, ptsMs)),
      created.on('frame', ({ ptsMs }) => view.tick(ptsMs)),
      created.on('status', (told) => setStatus({ status: told.status, detail: told.detail })),
      created.on('autoplayblocked', ({ playing }) => setBlocked(playing ? 'sound' : 'start')),
    ];
    setPlayer(created);
    setBlocked(early);
    setStatus({ status: created.status, detail: undefined });
    const { state, ptsMs } = created; // frames may have been shown before anybody listened
    if (ptsMs !== null) queueMicrotask(() => view.show(state, ptsMs)); // not within React's own work
    return () => {
      stops.forEach((stop) => stop());
      created.destroy();
      setPlayer(null);
    };
  }, [container, url, startMuted, canRewind, view]);

  useEffect(() => {
    if (!player || !onUpcoming) return;
    return player.on('upcoming', ({ event }) => onUpcoming(event));
  }, [player, onUpcoming]);

  const unblock = () => {
    if (!player) return;
    player.muted = false;
    void player.play();
    setBlocked(null);
  };
  return { player, view, status, detail, blocked, unblock };
}

export const useLessonState = (view: LessonView): LessonState =>
  useSyncExternalStore(view.onState, () => view.state);
