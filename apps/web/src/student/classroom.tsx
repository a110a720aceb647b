import type { AnyLessonEvent, LessonState, Lobby } from '@lockstep/contracts';
import { useCallback, useRef, useState } from 'react';
import { useTexts } from '../i18n/language.js';
import { AppBar } from '../ui/app-bar.js';
import { BarMenu } from '../ui/bar-menu.js';
import { Button } from '../ui/button.js';
import { readSetting, writeSetting } from '../browser/settings.js';
import type { Draft } from '../stage/given-answer.js';
import { activityOf } from '../stage/activity.js';
import { ConnectionBadge } from '../stage/connection-badge.js';
import { useDeckSlides, useWantedSlides } from '../stage/slide-images.js';
import { SlideView } from '../stage/slide-view.js';
import { isClosedMeanwhile, useRewind } from '../stage/use-rewind.js';
import { type Playback, useLessonPlayer, useLessonState } from '../stage/use-lesson-player.js';
import { useFarewell } from './farewell.js';
import { useOwnFeedback } from './own-feedback.js';
import { Panel } from './panel.js';
import { Screen } from './screen.js';
import { standingOf } from '../stage/standing.js';
import type { Seat } from '../api/seats.js';
import { useAnswers } from './use-answer.js';
import { type ClassroomLink, usePresence } from './use-classroom.js';

type ClassroomProps = {
  readonly lobby: Lobby;
  readonly seat: Seat;
  readonly link: ClassroomLink;
  readonly onLeave: () => void;
  /** The class is over, and its last frame was shown. */
  readonly onSeenEnd: () => void;
};

/** The lesson as a student has it: teacher and slide, and what the class is asked and told. */
export function Classroom({ lobby, seat, link, onLeave, onSeenEnd }: ClassroomProps) {
  const texts = useTexts().student;
  const stage = useRef<HTMLElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const { wanted, onUpcoming } = useUpcomingSlides();
  const playback = useLessonPlayer(frame, {
    ...{ url: lobby.addresses.flv, muted: false, canRewind: true, onUpcoming },
  });
  const { view, player } = playback;
  useFarewell(player, lobby.status === 'ended', onSeenEnd);
  const state = useLessonState(view);
  const slides = useDeckSlides(state.deck);
  const asked = useAsked(lobby, link, playback, state);
  const rewound = useRewind(player);
  const isClosed = isClosedMeanwhile(state.question, rewound);
  const [swapped, swap] = useSwapped();
  usePlaybackPresence(link, playback);

  return (
    <div className="classroom">
      <ClassroomBar
        title={state.lesson?.title ?? lobby.title}
        name={seat.name}
        link={link}
        playback={playback}
        onLeave={onLeave}
      />
      <main id="content" ref={stage} className="stage" data-swapped={swapped} aria-label={texts.stage}>
        <Screen
          lobby={lobby}
          state={state}
          playback={playback}
          frame={frame}
          stage={stage}
          activity={activityOf(state, asked.standing?.kind === 'answering' && !isClosed)}
          rewound={rewound}
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
          {...{ lobby, link }}
          studentId={seat.studentId}
          seed={`${lobby.id} ${seat.studentId}`}
          player={player}
          view={view}
          state={state}
          isClosed={isClosed}
          {...asked}
        />
      </main>
    </div>
  );
}

type BarProps = Pick<ClassroomProps, 'link' | 'onLeave'> & {
  readonly title: string;
  readonly name: string;
  readonly playback: Playback;
};

function ClassroomBar({ title, name, link, playback, onLeave }: BarProps) {
  const texts = useTexts().student;
  const menu = (
    <BarMenu icon="person" label={texts.you(name)} text={name}>
      <Button small onClick={onLeave}>
        {texts.leave}
      </Button>
    </BarMenu>
  );
  return (
    <AppBar title={title} menu={menu}>
      {link.state === 'lost' && (
        <span className="badge badge--wait classroom__line" role="status">
          {texts.connection.socketLost}
        </span>
      )}
      <ConnectionBadge player={playback.player} status={playback.status} />
    </AppBar>
  );
}

/** Slides that events on their way will show. */
function useUpcomingSlides() {
  const { wanted, want } = useWantedSlides();
  const onUpcoming = useCallback(
    (event: AnyLessonEvent) => {
      if (event.type === 'slide.shown') want(event.index);
    },
    [want],
  );
  return { wanted, onUpcoming };
}

/** The question on screen: what this student gave, what was said to them, and how far they are with it. */
function useAsked(lobby: Lobby, link: ClassroomLink, { view }: Playback, state: LessonState) {
  const { given, give } = useAnswers({ sessionId: lobby.id, socket: link.socket, view });
  const mine = useOwnFeedback(view, state, link.feedback);
  const { question } = state;
  const mineGiven = question ? given.get(question.openedSeq) : undefined;
  const standing = question && standingOf(question, mineGiven, mine);
  const onAnswer = (answer: Draft, attempt: number) => question && void give(question, answer, attempt);
  return { mine, given: mineGiven, standing, onAnswer };
}

/** The teacher sees how far behind this page is. */
function usePlaybackPresence(link: ClassroomLink, { view, player }: Playback): void {
  const read = useCallback(
    () => ({ ptsMs: view.ptsMs, latencyMs: player?.stats.latencyMs ?? null }),
    [view, player],
  );
  usePresence(link.socket, link.state === 'connected', read);
}

/** Which of frame and slide is the large one; remembered. */
function useSwapped(): [boolean, () => void] {
  const [swapped, setSwapped] = useState(() => readSetting('layout') === 'swapped');
  const swap = () => {
    writeSetting('layout', swapped ? 'plain' : 'swapped');
    setSwapped(!swapped);
  };
  return [swapped, swap];
}
