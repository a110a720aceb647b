import type { Replay } from '@lockstep/player/replay';
import type { KeyboardEvent } from 'react';
import { isLandmark } from './replay-spans.js';

const LEAP_MS = 5000;

const actions: Readonly<Record<string, (replay: Replay) => unknown>> = {
  k: (replay) => (replay.video.paused ? replay.play() : replay.pause()),
  ',': (replay) => replay.step(-1),
  '.': (replay) => replay.step(1),
  n: (replay) => replay.nextEvent(isLandmark),
  p: (replay) => replay.previousEvent(isLandmark),
  ArrowLeft: (replay) => replay.seek((replay.ptsMs ?? 0) - LEAP_MS),
  ArrowRight: (replay) => replay.seek((replay.ptsMs ?? 0) + LEAP_MS),
};

/** Keys while the focus is in the replay, but not where they type or move something. */
export function pressReplayKey(event: KeyboardEvent, replay: Replay | null): void {
  const { target, key } = event;
  const isTaken =
    target instanceof HTMLElement && target.closest('input, select, textarea, [role=tablist]') !== null;
  const action = actions[key];
  if (!replay || !action || isTaken || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  action(replay);
}
