import { type ComponentType, lazy, Suspense } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { NotFound } from './not-found.js';
import { PageErrorBoundary } from '../ui/error-boundary.js';

const TeacherPage = lazy(async () => ({
  default: (await import('../teacher/live/teacher-page.js')).TeacherPage,
}));
const HomePage = lazy(async () => ({ default: (await import('./home-page.js')).HomePage }));
const ScriptPage = lazy(async () => ({
  default: (await import('../author/script/script-page.js')).ScriptPage,
}));
const LessonPage = lazy(async () => ({
  default: (await import('../author/slides/lesson-page.js')).LessonPage,
}));

const ReviewPage = lazy(async () => ({
  default: (await import('../teacher/review/review-page.js')).ReviewPage,
}));
const ResultsPage = lazy(async () => ({
  default: (await import('../student/results-page.js')).ResultsPage,
}));
const WorkPage = lazy(async () => ({ default: (await import('../teacher/review/work-page.js')).WorkPage }));
const SharedMomentPage = lazy(async () => ({
  default: (await import('../replay/shared-moment-page.js')).SharedMomentPage,
}));
const ReplayPage = lazy(async () => ({ default: (await import('../replay/replay-page.js')).ReplayPage }));

export function App({ StudentPage }: { readonly StudentPage: ComponentType }) {
  return (
    <BrowserRouter>
      <PageErrorBoundary>
        <Suspense fallback={<div className="plain" />}>
          <Routes>
            <Route path="/s/:sessionId" element={<StudentPage />} />
            <Route path="/s/:sessionId/results" element={<ResultsPage />} />
            <Route path="/t/:sessionId" element={<TeacherPage />} />
            <Route path="/author/:lessonId" element={<ScriptPage />} />
            <Route path="/lessons/:lessonId" element={<LessonPage />} />
            <Route path="/review/work" element={<WorkPage />} />
            <Route path="/review/:sessionId" element={<ReviewPage />} />
            <Route path="/moment/:linkId" element={<SharedMomentPage />} />
            <Route path="/replay" element={<ReplayPage />} />
            <Route path="/:section?" element={<HomePage />} />
            <Route path="*" element={<NotFound />} />
          </Routes>
        </Suspense>
      </PageErrorBoundary>
    </BrowserRouter>
  );
}
