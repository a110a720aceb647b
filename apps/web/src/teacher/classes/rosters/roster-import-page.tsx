import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { StaffGate } from '../../../account/staff-gate.js';
import { classQueries } from '../../../api/classes.js';
import { explain } from '../../../api/explain.js';
import { problemOf } from '../../../api/query-client.js';
import { useTexts } from '../../../i18n/language.js';
import { useRosterTexts } from '../../../i18n/rosters-texts.js';
import { useSchoolTexts } from '../../../i18n/school-texts.js';
import { AppBar } from '../../../ui/app-bar.js';
import { useDocumentTitle } from '../../../ui/document-title.js';
import { Notice } from '../../../ui/notice.js';
import { EarlierImports } from './earlier-imports.js';
import { RosterFile } from './roster-file.js';
import './rosters.css';

/** Puts a whole roster into one class, or the rosters of a school into all of them. */
export function RosterImportPage() {
  const { classId = null } = useParams();
  return (
    <StaffGate>
      <div className="plain">
        <AppBar />
        <main id="content" className="page stack">
          {classId === null ? <OfSchool /> : <OfClass key={classId} id={classId} />}
        </main>
      </div>
    </StaffGate>
  );
}

function OfSchool() {
  const words = useRosterTexts();
  useDocumentTitle(words.school);
  return (
    <>
      <Link to="/classes">{useSchoolTexts().classes.title}</Link>
      <h1>{words.school}</h1>
      <Parts classId={null} />
    </>
  );
}

function OfClass({ id }: { id: string }) {
  const texts = useTexts();
  const words = useRosterTexts();
  const one = useQuery(classQueries.one(id));
  const title = one.data ? words.ofClass(one.data.name) : words.open;
  useDocumentTitle(title);
  const problem = problemOf(one);
  return (
    <>
      <Link to={`/classes/${id}`}>{words.back}</Link>
      <h1>{title}</h1>
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {one.data && <Parts classId={id} />}
    </>
  );
}

function Parts({ classId }: { classId: string | null }) {
  return (
    <>
      <RosterFile classId={classId} />
      <EarlierImports classId={classId} />
    </>
  );
}
