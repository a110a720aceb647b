import { type ComponentType, lazy, Suspense } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { NotFound } from './not-found.js';
import { PageErrorBoundary } from '../ui/error-boundary.js';

const TeacherPage = lazy(async () => ({
  default: (await import('../teacher/live/teacher-page.js')).TeacherPage,
}));
const LearnPage = lazy(async () => ({ default: (await import('../student/learn-page.js')).LearnPage }));
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
const LessonAnalyticsPage = lazy(async () => ({
  default: (await import('../teacher/review/analytics-page.js')).LessonAnalyticsPage,
}));
const ClassAnalyticsPage = lazy(async () => ({
  default: (await import('../teacher/review/analytics-page.js')).ClassAnalyticsPage,
}));
const SharedMomentPage = lazy(async () => ({
  default: (await import('../replay/shared-moment-page.js')).SharedMomentPage,
}));
const ReplayPage = lazy(async () => ({ default: (await import('../replay/replay-page.js')).ReplayPage }));

const JoinPage = lazy(async () => ({ default: (await import('../student/home/join-page.js')).JoinPage }));
const ClassPage = lazy(async () => ({
  default: (await import('../teacher/classes/class-page.js')).ClassPage,
}));
const RosterImportPage = lazy(async () => ({
  default: (await import('../teacher/classes/rosters/roster-import-page.js')).RosterImportPage,
}));
const SignInWithAccount = lazy(async () => ({
  default: (await import('../account/sign-in-page.js')).SignInWithAccount,
}));
const AccountPage = lazy(async () => ({
  default: (await import('../account/own/account-page.js')).AccountPage,
}));
const InvitationPage = lazy(async () => ({
  default: (await import('../account/invitation-page.js')).InvitationPage,
}));
const NewPasswordPage = lazy(async () => ({
  default: (await import('../account/new-password-page.js')).NewPasswordPage,
}));

export function App({ StudentPage }: { readonly StudentPage: ComponentType }) {
  return (
    <BrowserRouter>
      <PageErrorBoundary>
        <Suspense fallback={<div className="plain" />}>
          <Routes>
            <Route path="/s/:sessionId" element={<StudentPage />} />
            <Route path="/s/:sessionId/results" element={<ResultsPage />} />
            <Route path="/learn/:lessonId" element={<LearnPage />} />
            <Route path="/t/:sessionId" element={<TeacherPage />} />
            <Route path="/author/:lessonId" element={<ScriptPage />} />
            <Route path="/lessons/:lessonId" element={<LessonPage />} />
            <Route path="/review/work" element={<WorkPage />} />
            <Route path="/review/lessons/:lessonId" element={<LessonAnalyticsPage />} />
            <Route path="/review/classes/:classId" element={<ClassAnalyticsPage />} />
            <Route path="/review/:sessionId" element={<ReviewPage />} />
            <Route path="/moment/:linkId" element={<SharedMomentPage />} />
            <Route path="/replay" element={<ReplayPage />} />
            <Route path="/join" element={<JoinPage />} />
            <Route path="/classes/import" element={<RosterImportPage />} />
            <Route path="/classes/:classId/import" element={<RosterImportPage />} />
            <Route path="/classes/:classId" element={<ClassPage />} />
            <Route path="/sign-in" element={<SignInWithAccount />} />
            <Route path="/account" element={<AccountPage />} />
            <Route path="/invitation" element={<InvitationPage />} />
            <Route path="/new-password" element={<NewPasswordPage />} />
            <Route path="/:section?" element={<HomePage />} />
            <Route path="*" element={<NotFound />} />
          </Routes>
        </Suspense>
      </PageErrorBoundary>
    </BrowserRouter>
  );
}
