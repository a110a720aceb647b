import { Link } from 'react-router';
import { StaffGate } from '../../account/staff-gate.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { AppBar } from '../../ui/app-bar.js';
import { useDocumentTitle } from '../../ui/document-title.js';
import { WorkList } from './work-list.js';
import '../live/teacher.css';
import '../live/corrections.css';
import './review.css';

/** Everything that is not reviewed, of all sessions. */
export function WorkPage() {
  const words = useReviewTexts();
  useDocumentTitle(words.work.title);
  return (
    <StaffGate>
      <div className="plain">
        <AppBar title={words.work.title}>
          <Link className="button button--small button--quiet" to="/review">
            {words.title}
          </Link>
        </AppBar>
        <main id="content" className="page stack">
          <WorkList />
        </main>
      </div>
    </StaffGate>
  );
}
