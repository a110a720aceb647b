import { type AnyLessonEvent, type FeedbackBody, type LessonState, type Lobby } from '@lockstep/contracts';
import { type PointerEvent, useCallback, useEffect, useRef, useState } from 'react';
import { useTexts } from '../../i18n/language.js';
import { AppBar } from '../../ui/app-bar.js';
import { BarMenu } from '../../ui/bar-menu.js';
import { Button } from '../../ui/button.js';
import { readSetting, writeSetting } from '../../ui/settings.js';
import { Captions } from '../stage/captions.js';
import { ConnectionBadge } from '../stage/connection-badge.js';
import { type LessonView } from '../stage/lesson-view.js';
import { useDeckSlides, useWantedSlides } from '../stage/slide-images.js';
import { SlideView } from '../stage/slide-view.js';
import { type Playback, useLessonPlayer, useLessonState } from '../stage/use-lesson-player.js';
import { ClassFeedbackCard, PrivateFeedbackCard } from './class-cards.js';
import { PlayerControls } from './player-controls.js';
import { QuestionCard } from './question-card.js';
import { type Seat } from './student-identity.js';
import { useAnswers } from './use-answer.js';
import { type ClassroomLink, usePresence } from './use-classroom.js';

type ClassroomProps = {
  readonly lobby: Lobby;
  readonly seat: Seat;
  readonly link: ClassroomLink;
  readonly onLeave: () => void;
};

/** The lesson as a student has it: teacher and slide, and what the class is asked and told. */
export function Classroom({ lobby, seat, link, onLeave }: ClassroomProps) {
  const texts = useTexts().student;
  const stage = useRef<HTMLElement>(null);
  const screen = useRef<HTMLDivElement>(null);
  const { wanted, want } = useWantedSlides();
  const onUpcoming = useCallback(
    (event: AnyLessonEvent) => {
      if (event.type === 'slide.shown') want(event.index);
    },
    [want],
  );
  const playback = useLessonPlayer(screen, { url: lobby.addresses.flv, muted: false, onUpcoming });
  const { view, player } = playback;
  const state = useLessonState(view);
  const slides = useDeckSlides(state.deck);
  const [captions, setCaptions] = useSwitch('captions');
  const [swapped, setSwapped] = useState(() => readSetting('layout') === 'swapped');
  const readPresence = useCallback(
    () => ({ ptsMs: view.ptsMs, latencyMs: player?.stats.latencyMs ?? null }),
    [view, player],
  );
  usePresence(link.socket, link.connected, readPresence);
  const [touched, touch] = useTouched();
  const swap = () => {
    writeSetting('layout', swapped ? 'plain' : 'swapped');
    setSwapped(!swapped);
  };

  return (
    <div className="classroom">
      <AppBar
        title={state.lesson?.title ?? lobby.title}
        menu={
          <BarMenu icon="person" label={texts.you(seat.name)} text={seat.name}>
            <Button small onClick={onLeave}>
              {texts.leave}
            </Button>
          </BarMenu>
        }
      >
        {!link.connected && (
          <span className="badge badge--wait classroom__line">{texts.connection.socketLost}</span>
        )}
        <ConnectionBadge player={player} status={playback.status} />
      </AppBar>
      <main id="content" ref={stage} className="stage" data-swapped={swapped} aria-label={texts.stage}>
        <section className="stage__video" aria-label={texts.video}>
          <div className="screen" data-touched={touched} onPointerUp={touch}>
            <div className="screen__picture" ref={screen} />
            <Captions caption={state.caption} lang={lobby.language} shown={captions} />
            <Veil playback={playback} state={state} onAir={lobby.onAir} />
            <PlayerControls
              player={player}
              stage={stage}
              captions={captions}
              onCaptions={setCaptions}
              onSwap={swap}
              onSound={playback.unblock}
            />
          </div>
        </section>
        <section className="stage__slide" aria-label={texts.slide}>
          <SlideView
            slides={slides}
            current={state.slide?.index ?? null}
            wanted={wanted}
            highlight={state.highlight}
          />
        </section>
        <Panel sessionId={lobby.id} lang={lobby.language} seat={seat} link={link} view={view} state={state} />
      </main>
    </div>
  );
}

/** How long the controls stay after a touch, ms. */
const touchedMs = 3500;

/** Whether the picture was touched just now; where there is a pointer that hovers, style alone does it. */
function useTouched(): [boolean, (event: PointerEvent) => void] {
  const [at, setAt] = useState(0);
  useEffect(() => {
    if (at === 0) return;
    const timer = setTimeout(() => setAt(0), touchedMs);
    return () => clearTimeout(timer);
  }, [at]);
  return [at > 0, (event) => event.pointerType === 'touch' && setAt(event.timeStamp)];
}

/** A setting that is on unless it was switched off. */
function useSwitch(name: 'captions'): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => readSetting(name) !== 'off');
  return [
    on,
    (next) => {
      writeSetting(name, next ? 'on' : 'off');
      setOn(next);
    },
  ];
}

/** Over the picture, when there is none or it needs a hand. */
function Veil({ playback, state, onAir }: { playback: Playback; state: LessonState; onAir: boolean }) {
  const texts = useTexts().student;
  const { status, blocked, unblock, player, view, detail } = playback;
  if (blocked === 'start')
    return (
      <div className="veil">
        <p className="veil__title">{texts.autoplay.title}</p>
        <Button look="primary" icon="play" onClick={unblock}>
          {texts.autoplay.play}
        </Button>
      </div>
    );
  if (status === 'failed')
    return (
      <div className="veil" role="alert">
        <p className="veil__title">{texts.failed.title}</p>
        {detail && <p className="small">{detail}</p>}
        <Button onClick={() => void player?.play()}>{texts.failed.retry}</Button>
      </div>
    );
  if (view.ptsMs === null || !onAir)
    return (
      <div className="veil" role="status">
        <p className="veil__title">{onAir ? texts.connection.connecting : texts.offAir.title}</p>
        {!onAir && <p className="small">{texts.offAir.body}</p>}
      </div>
    );
  if (blocked === 'sound')
    return (
      <div className="veil veil--corner">
        <Button look="primary" small icon="muted" onClick={unblock}>
          {texts.autoplay.unmute}
        </Button>
      </div>
    );
  if (state.mode === 'paused')
    return (
      <div className="veil veil--band" role="status">
        {texts.paused}
      </div>
    );
  return null;
}

type PanelProps = Pick<ClassroomProps, 'seat' | 'link'> & {
  readonly sessionId: string;
  /** Of what the lesson says, BCP 47. */
  readonly lang: string;
  readonly view: LessonView;
  readonly state: LessonState;
};

/** What concerns this student now. The region is live: readers announce a question when its frame brings it. */
function Panel({ sessionId, lang, seat, link, view, state }: PanelProps) {
  const texts = useTexts().student;
  const { given, give } = useAnswers({ sessionId, token: seat.token, socket: link.socket, view });
  const { question, result, feedback } = state;
  const mine = state.feedbackDue
    .map((id) => link.feedback.get(id))
    .filter((body): body is FeedbackBody => body !== undefined);
  const empty = !question && !feedback && mine.length === 0;
  return (
    <section className="stage__panel" aria-label={texts.panel} aria-live="polite" data-empty={empty}>
      {mine.toReversed().map((body) => (
        <PrivateFeedbackCard key={body.feedbackId} body={body} lang={lang} />
      ))}
      {feedback && <ClassFeedbackCard feedback={feedback} lang={lang} />}
      {question && (
        <QuestionCard
          key={question.openedSeq}
          question={question}
          view={view}
          given={given.get(question.openedSeq)}
          result={result?.questionId === question.id ? result : null}
          lang={lang}
          onAnswer={(answer) => void give(question, answer)}
        />
      )}
      {empty && <p className="stage__quiet soft">{texts.quiet}</p>}
    </section>
  );
}
