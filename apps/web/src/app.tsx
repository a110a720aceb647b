import { lazy, Suspense } from 'react';
import { BrowserRouter, Link, Route, Routes } from 'react-router';
import { useTexts } from './i18n/language.js';
import { AppBar } from './ui/app-bar.js';
import { PageErrorBoundary } from './ui/error-boundary.js';

const StudentPage = lazy(async () => ({
  default: (await import('./classroom/student/student-page.js')).StudentPage,
}));
const TeacherPage = lazy(async () => ({
  default: (await import('./classroom/teacher/teacher-page.js')).TeacherPage,
}));
const HomePage = lazy(async () => ({ default: (await import('./home/home-page.js')).HomePage }));
const ScriptPage = lazy(async () => ({
  default: (await import('./studio/script/script-page.js')).ScriptPage,
}));
const LessonPage = lazy(async () => ({ default: (await import('./studio/lesson-page.js')).LessonPage }));

export function App() {
  return (
    <BrowserRouter>
      <PageErrorBoundary>
        <Suspense fallback={<div className="plain" />}>
          <Routes>
            <Route path="/s/:sessionId" element={<StudentPage />} />
            <Route path="/t/:sessionId" element={<TeacherPage />} />
            <Route path="/author/:lessonId" element={<ScriptPage />} />
            <Route path="/lessons/:lessonId" element={<LessonPage />} />
            <Route path="/:section?" element={<HomePage />} />
            <Route path="*" element={<NotFound />} />
          </Routes>
        </Suspense>
      </PageErrorBoundary>
    </BrowserRouter>
  );
}

export function NotFound() {
  const texts = useTexts().common;
  return (
    <div className="plain">
      <AppBar />
      <main id="content" className="plain__main">
        <div className="card card--narrow">
          <h1 className="card__title">{texts.notFound}</h1>
          <Link to="/">{texts.toHome}</Link>
        </div>
      </main>
    </div>
  );
}
