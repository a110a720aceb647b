import type { AnyLessonEvent, Lobby } from '@lockstep/contracts';
import { useCallback, useRef, useState } from 'react';
import { useTexts } from '../i18n/language.js';
import { AppBar } from '../ui/app-bar.js';
import { BarMenu } from '../ui/bar-menu.js';
import { Button } from '../ui/button.js';
import { readSetting, writeSetting } from '../browser/settings.js';
import { activityOf } from '../stage/activity.js';
import { ConnectionBadge } from '../stage/connection-badge.js';
import { useDeckSlides, useWantedSlides } from '../stage/slide-images.js';
import { SlideView } from '../stage/slide-view.js';
import { useLessonPlayer, useLessonState } from '../stage/use-lesson-player.js';
import { useFarewell } from './farewell.js';
import { useOwnFeedback } from './own-feedback.js';
import { Panel } from './panel.js';
import { Screen } from './screen.js';
import { standingOf } from '../stage/standing.js';
import type { Seat } from './student-identity.js';
import { useAnswers } from './use-answer.js';
import { type ClassroomLink, usePresence } from './use-classroom.js';

type ClassroomProps = {
  readonly lobby: Lobby;
  readonly seat: Seat;
  readonly link: ClassroomLink;
  readonly onLeave: () => void;
  /** The class is over, and its last picture was shown. */
  readonly onSeenEnd: () => void;
};

/** The lesson as a student has it: teacher and slide, and what the class is asked and told. */
export function Classroom({ lobby, seat, link, onLeave, onSeenEnd }: ClassroomProps) {
  const texts = useTexts().student;
  const stage = useRef<HTMLElement>(null);
  const picture = useRef<HTMLDivElement>(null);
  const { wanted, want } = useWantedSlides();
  const onUpcoming = useCallback(
    (event: AnyLessonEvent) => {
      if (event.type === 'slide.shown') want(event.index);
    },
    [want],
  );
  const playback = useLessonPlayer(picture, { url: lobby.addresses.flv, muted: false, onUpcoming });
  const { view, player } = playback;
  useFarewell(player, lobby.status === 'ended', onSeenEnd);
  const state = useLessonState(view);
  const slides = useDeckSlides(state.deck);
  const { given, give } = useAnswers({ sessionId: lobby.id, token: seat.token, socket: link.socket, view });
  const mine = useOwnFeedback(view, state, link.feedback);
  const { question } = state;
  const mineGiven = question ? given.get(question.openedSeq) : undefined;
  const standing = question && standingOf(question, mineGiven, mine);
  const [swapped, swap] = useSwapped();
  const readPresence = useCallback(
    () => ({ ptsMs: view.ptsMs, latencyMs: player?.stats.latencyMs ?? null }),
    [view, player],
  );
  usePresence(link.socket, link.connected, readPresence);
  const menu = (
    <BarMenu icon="person" label={texts.you(seat.name)} text={seat.name}>
      <Button small onClick={onLeave}>
        {texts.leave}
      </Button>
    </BarMenu>
  );

  return (
    <div className="classroom">
      <AppBar title={state.lesson?.title ?? lobby.title} menu={menu}>
        {!link.connected && (
          <span className="badge badge--wait classroom__line">{texts.connection.socketLost}</span>
        )}
        <ConnectionBadge player={player} status={playback.status} />
      </AppBar>
      <main id="content" ref={stage} className="stage" data-swapped={swapped} aria-label={texts.stage}>
        <Screen
          lobby={lobby}
          state={state}
          playback={playback}
          picture={picture}
          stage={stage}
          activity={activityOf(state, standing?.kind === 'answering')}
          onSwap={swap}
        />
        <section className="stage__slide" aria-label={texts.slide}>
          <SlideView
            slides={slides}
            current={state.slide?.index ?? null}
            wanted={wanted}
            highlight={state.highlight}
          />
        </section>
        <Panel
          lobby={lobby}
          seat={seat}
          player={player}
          view={view}
          state={state}
          mine={mine}
          given={mineGiven}
          standing={standing}
          onAnswer={(answer, attempt) => question && void give(question, answer, attempt)}
        />
      </main>
    </div>
  );
}

/** Which of picture and slide is the large one; remembered. */
function useSwapped(): [boolean, () => void] {
  const [swapped, setSwapped] = useState(() => readSetting('layout') === 'swapped');
  const swap = () => {
    writeSetting('layout', swapped ? 'plain' : 'swapped');
    setSwapped(!swapped);
  };
  return [swapped, swap];
}
