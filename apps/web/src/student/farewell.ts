import type { Player, PlayerStatus } from '@lockstep/player';
import { useEffect } from 'react';

/** How long a class that is over stays on the page at most, ms: a student who is far behind does not see all of it. */
const longestMs = 5000;
/** How often the page looks whether all was shown, ms. */
const lookEveryMs = 100;
/** What lasts no longer than a frame is the frame that is shown, ms. */
const oneFrameMs = 50;

export type LastSeen = {
  readonly status: PlayerStatus;
  /** Of the frame on screen; null before the first one. */
  readonly ptsMs: number | null;
  /** What came and was not shown yet. */
  readonly bufferMs: number;
};

/** Whether nothing is left to be shown, or nothing will be. */
export function hasSeenTheEnd({ status, ptsMs, bufferMs }: LastSeen): boolean {
  if (ptsMs === null || status === 'paused' || status === 'failed' || status === 'destroyed') return true;
  return status === 'ended' && bufferMs <= oneFrameMs;
}

/**
 * Calls back when the student has seen the end of a class that is over: the server says so at once, the last word is still
 * on its way.
 */
export function useFarewell(player: Player | null, isOver: boolean, onSeen: () => void): void {
  useEffect(() => {
    if (!isOver) return;
    const deadline = performance.now() + longestMs;
    const look = () => {
      const { status = 'destroyed', ptsMs = null, stats } = player ?? {};
      if (performance.now() > deadline || hasSeenTheEnd({ status, ptsMs, bufferMs: stats?.bufferMs ?? 0 }))
        onSeen();
    };
    look();
    const timer = setInterval(look, lookEveryMs);
    return () => clearInterval(timer);
  }, [player, isOver, onSeen]);
}
