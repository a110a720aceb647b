import type { Player, PlayerStatus } from '@lockstep/player';
import { type CSSProperties, useEffect, useRef, useState } from 'react';
import { formatLessonTime } from '../i18n/format.js';
import { useTexts } from '../i18n/language.js';
import { Button, IconButton } from '../ui/button.js';
import type { Rewound } from './use-rewind.js';
import './rewind.css';

/** How often the bar follows, ms. */
const followEveryMs = 500;
/** The arrow keys move by this, ms. */
const leapMs = 5000;
/** How long the bar rests before the player follows, ms: dragging seeks once. */
const restMs = 150;

type RewindControlsProps = {
  readonly player: Player;
  readonly status: PlayerStatus;
  readonly rewound: Rewound;
};

/** Pauses a live class, goes back in it, and comes again to the live edge. */
export function RewindControls({ player, status, rewound: { isLive } }: RewindControlsProps) {
  const words = useTexts().student.controls;
  const isPaused = status === 'paused';
  return (
    <>
      <RewindBar player={player} />
      <IconButton
        icon={isPaused ? 'play' : 'pause'}
        label={isPaused ? words.play : words.pause}
        onClick={() => (isPaused ? void player.play() : player.pause())}
      />
      <Button small aria-label={isLive ? words.isLive : words.goLive} onClick={() => void player.goLive()}>
        <span className="rewind__dot" data-on={isLive} />
        {words.live}
      </Button>
    </>
  );
}

/** From the earliest frame that can be shown to the live edge, in time behind it. */
function RewindBar({ player }: { readonly player: Player }) {
  const words = useTexts().student.controls;
  const { backMs, lengthMs, choose } = useBar(player);
  const said = backMs < 1000 ? words.live : words.behind(formatLessonTime(Math.round(backMs / 1000) * 1000));
  return (
    <input
      className="rewind__bar"
      type="range"
      aria-label={words.rewind}
      aria-valuetext={said}
      title={said}
      min={-lengthMs}
      max={0}
      step={1000}
      value={-backMs}
      style={shownTo(1 - backMs / lengthMs)}
      onChange={(event) => choose(-event.target.valueAsNumber)}
      onKeyDown={(event) => {
        const step = event.key === 'ArrowLeft' ? leapMs : event.key === 'ArrowRight' ? -leapMs : 0;
        if (step === 0) return;
        event.preventDefault();
        choose(Math.min(lengthMs, Math.max(0, backMs + step)));
      }}
    />
  );
}

/** @param share of the bar that lies before the frame on screen */
const shownTo = (share: number): CSSProperties & { readonly '--at': string } => ({
  '--at': `${(100 * share).toFixed(2)}%`,
});

/** How far behind the live edge it is, how far it can go, and where the user wants it, ms. */
function useBar(player: Player) {
  const [{ backMs, lengthMs }, set] = useState({ backMs: 0, lengthMs: 1 });
  const held = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const follow = () => {
      const { seekable, isLive, ptsMs } = player;
      if (held.current !== undefined || !seekable) return;
      const { startPtsMs, endPtsMs } = seekable;
      const back = isLive || ptsMs === null ? 0 : Math.max(0, endPtsMs - ptsMs);
      set({ backMs: back, lengthMs: Math.max(1, endPtsMs - startPtsMs) });
    };
    follow();
    const timer = setInterval(follow, followEveryMs);
    return () => {
      clearInterval(timer);
      clearTimeout(held.current);
    };
  }, [player]);
  const choose = (back: number) => {
    set({ backMs: back, lengthMs });
    clearTimeout(held.current);
    held.current = setTimeout(() => {
      const { seekable } = player;
      const seeking = seekable ? player.seek(seekable.endPtsMs - back) : Promise.resolve();
      void seeking.finally(() => (held.current = undefined));
    }, restMs);
  };
  return { backMs, lengthMs, choose };
}
