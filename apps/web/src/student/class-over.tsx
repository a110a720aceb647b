import type { Lobby } from '@lockstep/contracts';
import { Link } from 'react-router';
import type { Seat } from '../api/seats.js';
import { useResultsTexts } from '../i18n/results-texts.js';
import { AfterClass } from './after-class.js';
import { ScoreSummary } from './score-summary.js';

/** What a student finds when their class is over: the way to their results, their score, and what was said of their answers. */
export function ClassOver({ lobby, seat }: { lobby: Lobby; seat: Seat }) {
  const words = useResultsTexts();
  return (
    <>
      <p>
        <Link className="button" to={`/s/${lobby.id}/results`}>
          {words.link}
        </Link>
      </p>
      <ScoreSummary sessionId={lobby.id} studentId={seat.studentId} />
      <AfterClass lobby={lobby} seat={seat} />
    </>
  );
}
