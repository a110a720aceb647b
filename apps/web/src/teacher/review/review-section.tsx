import type { SessionReview } from '@lockstep/contracts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Link } from 'react-router';
import { explain } from '../../api/explain.js';
import { queries } from '../../api/queries.js';
import { problemOf } from '../../api/query-client.js';
import { formatDate, formatLessonTime } from '../../i18n/format.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { useLanguage } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { EraseButton } from '../erasing/erase-button.js';
import { ImportRecording } from './import-recording.js';
import { RecordingTrouble } from './recording-trouble.js';
import { RecordingState } from './recording-state.js';

/** How often it is read how far recordings are that are being finished, ms. */
const readEveryMs = 3000;

/** Sessions that were begun, with what came of them and what is left to do. */
export function ReviewSection() {
  const { texts } = useLanguage();
  const words = useReviewTexts();
  const [search, setSearch] = useState('');
  const [isOpen, setIsOpen] = useState(false);
  const filter = { search: useDeferredValue(search), isOpen };
  const found = useInfiniteQuery({
    ...queries.reviews(filter),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.pages.some(isUnderWay) ? readEveryMs : false),
  });
  const problem = problemOf(found);
  const reviews = found.data?.pages.flatMap((page) => page.reviews);
  return (
    <>
      <h1>{words.title}</h1>
      <div className="row review-filter">
        <TextField
          label={words.search}
          type="search"
          value={search}
          maxLength={200}
          onChange={(event) => setSearch(event.target.value)}
        />
        <label className="check">
          <input type="checkbox" checked={isOpen} onChange={(event) => setIsOpen(event.target.checked)} />
          <span>{words.onlyOpen}</span>
        </label>
        <Link className="button" to="/review/work">
          {words.work.open}
        </Link>
        <ImportRecording />
        <EraseButton />
      </div>
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {reviews?.length === 0 && (
        <p className="empty">{search === '' && !isOpen ? words.none : words.noneFound}</p>
      )}
      <ul className="rows">
        {reviews?.map((review) => (
          <ReviewRow key={review.session.id} review={review} />
        ))}
      </ul>
      {found.hasNextPage && (
        <Button disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </>
  );
}

const isUnderWay = ({ reviews }: { readonly reviews: readonly SessionReview[] }): boolean =>
  reviews.some(({ recording }) => recording?.status === 'recording' || recording?.status === 'finishing');

function ReviewRow({ review }: { review: SessionReview }) {
  const { texts, tag } = useLanguage();
  const words = useReviewTexts();
  const { session, recording, students, questions, answers, judged, right, notReviewed } = review;
  const { startedAt, endedAt } = session;
  const facts = [
    session.selfPaced && words.selfPaced,
    startedAt !== null && formatDate(startedAt, tag),
    startedAt !== null && endedAt !== null && words.length(lengthOf(startedAt, endedAt)),
    words.studentCount(students),
    words.questionsAsked(questions),
    texts.teacher.corrections.answers(answers),
    judged > 0 && words.questions.right(Math.round((100 * right) / judged)),
  ];
  return (
    <li className="rows__row">
      <div className="rows__what">
        <span className="rows__title">
          {session.title} <RecordingState recording={recording} />
          {notReviewed > 0 && (
            <span className="badge badge--wait">{texts.teacher.corrections.notReviewed(notReviewed)}</span>
          )}
        </span>
        <span className="small soft tabular">
          {session.title !== session.lesson.title && `${session.lesson.title} · `}
          {facts.filter(Boolean).join(' · ')}
        </span>
        {recording && <RecordingTrouble recording={recording} />}
        {recording?.failure && <span className="field__error">{recording.failure}</span>}
      </div>
      <Link className="button button--small button--quiet" to={`/review/lessons/${session.lesson.id}`}>
        {words.figures.title}
      </Link>
      <Link className="button button--small" to={`/review/${session.id}`}>
        {words.open}
      </Link>
    </li>
  );
}

const lengthOf = (from: string, to: string): string =>
  formatLessonTime(Math.round((Date.parse(to) - Date.parse(from)) / 1000) * 1000);
