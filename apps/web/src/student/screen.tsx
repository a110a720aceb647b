import type { LessonState, Lobby } from '@lockstep/contracts';
import { type PointerEvent, type RefObject, useEffect, useState } from 'react';
import { useTexts } from '../i18n/language.js';
import { readSetting, writeSetting } from '../browser/settings.js';
import type { Activity } from '../stage/activity.js';
import { Captions } from '../stage/captions.js';
import type { Playback } from '../stage/use-lesson-player.js';
import { ActivityBadge } from '../stage/activity-badge.js';
import { PlayerControls } from '../stage/player-controls.js';
import { RewindControls } from '../stage/rewind-controls.js';
import type { Rewound } from '../stage/use-rewind.js';
import { Veil } from './veil.js';

type ScreenProps = {
  readonly lobby: Lobby;
  readonly state: LessonState;
  readonly playback: Playback;
  /** Where the player draws. */
  readonly frame: RefObject<HTMLDivElement | null>;
  /** What full screen shows. */
  readonly stage: RefObject<HTMLElement | null>;
  readonly activity: Activity | null;
  readonly rewound: Rewound;
  readonly onSwap: () => void;
};

/** The teacher's frame with captions, controls, and what is to be said when there is no frame. */
export function Screen(props: ScreenProps) {
  const { lobby, state, playback, frame, stage, activity, rewound, onSwap } = props;
  const { player, status } = playback;
  const texts = useTexts().student;
  const [captions, setCaptions] = useState(() => readSetting('captions') !== 'off');
  const [touched, touch] = useTouched();
  return (
    <section className="stage__video" aria-label={texts.video}>
      <div className="screen" data-touched={touched} data-rewound={!rewound.isLive} onPointerUp={touch}>
        <div className="screen__picture" ref={frame} />
        <Captions caption={state.caption} lang={lobby.language} shown={captions} />
        <ActivityBadge activity={playback.view.ptsMs === null ? null : activity} />
        <Veil playback={playback} state={state} lobby={lobby} />
        <PlayerControls
          player={player}
          stage={stage}
          captions={captions}
          onCaptions={(shown) => {
            writeSetting('captions', shown ? 'on' : 'off');
            setCaptions(shown);
          }}
          onSwap={onSwap}
          onSound={playback.unblock}
        >
          {player && rewound.canRewind && (
            <RewindControls player={player} status={status} rewound={rewound} />
          )}
        </PlayerControls>
      </div>
    </section>
  );
}

/** How long the controls stay after a touch, ms. */
const touchedMs = 3500;

/** Whether the frame was touched just now; where there is a pointer that hovers, style alone does it. */
function useTouched(): [boolean, (event: PointerEvent) => void] {
  const [at, setAt] = useState(0);
  useEffect(() => {
    if (at === 0) return;
    const timer = setTimeout(() => setAt(0), touchedMs);
    return () => clearTimeout(timer);
  }, [at]);
  return [at > 0, (event) => event.pointerType === 'touch' && setAt(event.timeStamp)];
}
