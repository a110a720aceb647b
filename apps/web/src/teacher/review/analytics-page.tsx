import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { StaffGate } from '../../account/staff-gate.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { AppBar } from '../../ui/app-bar.js';
import { useDocumentTitle } from '../../ui/document-title.js';
import { ClassFigures, LessonFigures } from './figures-view.js';
import './review.css';
import './analytics.css';

/** The sessions of one lesson, in figures. */
export function LessonAnalyticsPage() {
  const { lessonId = '' } = useParams();
  return (
    <AnalyticsPage title={useReviewTexts().figures.title}>
      <LessonFigures lessonId={lessonId} />
    </AnalyticsPage>
  );
}

/** The sessions of one class, in figures. */
export function ClassAnalyticsPage() {
  const { classId = '' } = useParams();
  return (
    <AnalyticsPage title={useReviewTexts().figures.classTitle}>
      <ClassFigures classId={classId} />
    </AnalyticsPage>
  );
}

function AnalyticsPage({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const words = useReviewTexts();
  useDocumentTitle(title);
  return (
    <StaffGate>
      <div className="plain">
        <AppBar title={title}>
          <Link className="button button--small button--quiet" to="/review">
            {words.title}
          </Link>
        </AppBar>
        <main id="content" className="page stack">
          {children}
        </main>
      </div>
    </StaffGate>
  );
}
