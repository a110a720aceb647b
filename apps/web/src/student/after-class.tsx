import type { Lobby } from '@lockstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../api/queries.js';
import type { Seat } from '../api/seats.js';
import { useTexts } from '../i18n/language.js';
import { PrivateFeedbackCard } from '../stage/private-feedback.js';
import { latestWords } from '../stage/standing.js';
import { isWordless } from './own-feedback.js';

/** What a student was told of their answers, and what a teacher has corrected since: for students who come back after class. */
export function AfterClass({ lobby, seat }: { lobby: Lobby; seat: Seat }) {
  const texts = useTexts().feedback;
  const feedback = useQuery({ ...queries.feedback(lobby.id, seat.studentId), refetchOnMount: 'always' });
  const words = latestWords(
    (feedback.data ?? []).filter((body) => body.judged !== null && !isWordless(body)),
  );
  if (words.length === 0) return null;
  return (
    <section className="after-class stack" aria-labelledby="after-class-title">
      <h2 id="after-class-title">{texts.afterClass}</h2>
      {words.map((body) => (
        <PrivateFeedbackCard
          key={body.feedbackId}
          body={body}
          lang={lobby.language}
          voice={{ sessionId: lobby.id, player: null }}
        />
      ))}
    </section>
  );
}
