import { NavLink, useParams } from 'react-router';
import { NotFound } from './not-found.js';
import { useTexts } from '../i18n/language.js';
import { AppBar } from '../ui/app-bar.js';
import { Button } from '../ui/button.js';
import { useDocumentTitle } from '../ui/document-title.js';
import { StaffGate, useSignOut, useStaffName } from '../account/staff-gate.js';
import './home.css';
import { KeysSection } from '../teacher/home/keys-section.js';
import { LessonsSection } from '../author/lessons-section.js';
import { ReviewSection } from '../teacher/review/review-section.js';
import { StudentHome } from '../student/home/student-home.js';
import { ClassesSection } from '../teacher/classes/classes-section.js';
import { useSchoolTexts } from '../i18n/school-texts.js';
import { SessionsSection } from '../teacher/home/sessions-section.js';
import { Welcome } from './welcome.js';

const sections = ['sessions', 'classes', 'review', 'lessons', 'keys'] as const;
type Section = (typeof sections)[number];

/** Where each section is. */
const addresses: Record<Section, string> = {
  sessions: '/',
  classes: '/classes',
  review: '/review',
  lessons: '/author',
  keys: '/keys',
};

export function HomePage() {
  const { section } = useParams();
  const named = section === 'author' ? 'lessons' : section;
  const shown = named === undefined ? 'sessions' : sections.find((one) => one === named);
  if (!shown) return <NotFound />;
  return (
    <StaffGate welcome={<Welcome />} student={<OwnHome />}>
      <Console section={shown} />
    </StaffGate>
  );
}

function Console({ section }: { section: Section }) {
  const texts = useTexts();
  const school = useSchoolTexts();
  const titles = { ...texts.home, classes: school.classes.title };
  useDocumentTitle(titles[section]);
  const name = useStaffName();
  const signOut = useSignOut();
  return (
    <div className="plain">
      <AppBar>
        <span className="small soft console__who">{name !== null && texts.signIn.as(name)}</span>
        <Button look="quiet" small onClick={signOut}>
          {texts.signIn.out}
        </Button>
      </AppBar>
      <div className="page stack">
        <nav className="tabs" aria-label={texts.home.sections}>
          {sections.map((one) => (
            <NavLink key={one} to={addresses[one]} end className="tabs__tab">
              {titles[one]}
            </NavLink>
          ))}
        </nav>
        <main id="content" className="stack">
          {section === 'sessions' && <SessionsSection />}
          {section === 'classes' && <ClassesSection />}
          {section === 'review' && <ReviewSection />}
          {section === 'lessons' && <LessonsSection />}
          {section === 'keys' && <KeysSection />}
        </main>
      </div>
    </div>
  );
}

/** The page of a student with an account. */
function OwnHome() {
  const texts = useTexts().signIn;
  const name = useStaffName() ?? '';
  const signOut = useSignOut();
  return (
    <div className="plain">
      <AppBar>
        <Button look="quiet" small onClick={signOut}>
          {texts.out}
        </Button>
      </AppBar>
      <StudentHome name={name} />
    </div>
  );
}
