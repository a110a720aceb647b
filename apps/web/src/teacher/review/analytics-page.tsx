import { Link, useParams } from 'react-router';
import { StaffGate } from '../../account/staff-gate.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { AppBar } from '../../ui/app-bar.js';
import { useDocumentTitle } from '../../ui/document-title.js';
import { LessonFigures } from './lesson-figures-view.js';
import './review.css';
import './analytics.css';

/** The sessions of one lesson, in figures. */
export function AnalyticsPage() {
  const words = useReviewTexts();
  const { lessonId = '' } = useParams();
  useDocumentTitle(words.figures.title);
  return (
    <StaffGate>
      <div className="plain">
        <AppBar title={words.figures.title}>
          <Link className="button button--small button--quiet" to="/review">
            {words.title}
          </Link>
        </AppBar>
        <main id="content" className="page stack">
          <LessonFigures lessonId={lessonId} />
        </main>
      </div>
    </StaffGate>
  );
}
