import { type FeedbackBody, type LessonState, type Lobby } from '@lockstep/contracts';
import { useTexts } from '../../i18n/language.js';
import { type LessonView } from '../stage/lesson-view.js';
import { ClassFeedbackCard, PrivateFeedbackCard } from './class-cards.js';
import { QuestionCard } from './question-card.js';
import { type Seat } from './student-identity.js';
import { useAnswers } from './use-answer.js';
import { type ClassroomLink } from './use-classroom.js';

type PanelProps = {
  readonly lobby: Lobby;
  readonly seat: Seat;
  readonly link: ClassroomLink;
  readonly view: LessonView;
  readonly state: LessonState;
};

/** What concerns this student now. The region is live: readers announce a question when its frame brings it. */
export function Panel({ lobby, seat, link, view, state }: PanelProps) {
  const texts = useTexts().student;
  const { given, give } = useAnswers({ sessionId: lobby.id, token: seat.token, socket: link.socket, view });
  const { question, result, feedback } = state;
  const lang = lobby.language;
  const mine = state.feedbackDue
    .map((id) => link.feedback.get(id))
    .filter((body): body is FeedbackBody => body !== undefined);
  const empty = !question && !feedback && mine.length === 0;
  return (
    <section className="stage__panel" aria-label={texts.panel} aria-live="polite">
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
