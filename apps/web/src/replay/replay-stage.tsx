import type { LessonState } from '@lockstep/contracts';
import { type ReactNode, type RefObject, useRef, useState } from 'react';
import { useTexts } from '../i18n/language.js';
import { ActivityBadge } from '../stage/activity-badge.js';
import { activityOf } from '../stage/activity.js';
import { Captions } from '../stage/captions.js';
import { PlayerControls } from '../stage/player-controls.js';
import type { SlidePicture } from '../stage/slide-images.js';
import { SlideView } from '../stage/slide-view.js';
import { Notice } from '../ui/notice.js';
import { ReplayCards } from './replay-cards.js';
import { ReplayControls } from './replay-controls.js';
import { pressReplayKey } from './replay-keys.js';
import './replay.css';
import type { Replaying } from './use-replay.js';

type ReplayStageProps = {
  readonly replaying: Replaying;
  /** Where the replay draws. */
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly state: LessonState;
  readonly slides: readonly SlidePicture[];
  /** BCP 47; of captions that do not name theirs. */
  readonly lang: string;
  /** Beside the cards of the class. */
  readonly children?: ReactNode;
};

const nothing = () => undefined;
const noneWanted: ReadonlySet<number> = new Set();

/** A recorded lesson as the class saw it: video and slide in lockstep, questions, captions and feedback. */
export function ReplayStage({ replaying, frame, state, slides, lang, children }: ReplayStageProps) {
  const texts = useTexts();
  const { replay, view, error } = replaying;
  const stage = useRef<HTMLElement>(null);
  const [captions, setCaptions] = useState(true);
  return (
    <section
      className="replay"
      ref={stage}
      aria-label={texts.replay.stage}
      onKeyDown={(event) => pressReplayKey(event, replay)}
    >
      {error && <Notice kind="error">{texts.replay.failed[error.reason]}</Notice>}
      <div className="replay__pair">
        <div className="screen" hidden={error !== null}>
          <div className="screen__picture" ref={frame} />
          <ActivityBadge activity={activityOf(state, false)} />
          <Captions caption={state.caption} lang={lang} shown={captions} />
          <PlayerControls
            player={replay}
            stage={stage}
            captions={captions}
            onCaptions={setCaptions}
            onSound={nothing}
          />
        </div>
        <div className="replay__slide" hidden={error !== null}>
          <SlideView
            slides={slides}
            current={state.slide?.index ?? null}
            wanted={noneWanted}
            highlight={state.highlight}
          />
        </div>
        <ReplayControls {...replaying} />
        <div className="replay__cards">
          <ReplayCards state={state} view={view} lang={lang} />
          {children}
        </div>
      </div>
    </section>
  );
}
