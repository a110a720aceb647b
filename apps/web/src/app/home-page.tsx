import type { Role } from '@lockstep/contracts';
import { NavLink, useParams } from 'react-router';
import { NotFound } from './not-found.js';
import { AuditSection } from '../admin/audit-section.js';
import { PeopleSection } from '../admin/people-section.js';
import { useAdminTexts } from '../i18n/admin-texts.js';
import { useOperatorTexts } from '../i18n/operator-texts.js';
import { useTexts } from '../i18n/language.js';
import { AppBar } from '../ui/app-bar.js';
import { Button } from '../ui/button.js';
import { useDocumentTitle } from '../ui/document-title.js';
import { AccountLink } from '../account/account-link.js';
import { StaffGate, useAccountName, useSignOut, useStaff } from '../account/staff-gate.js';
import './home.css';
import { KeysSection } from '../teacher/home/keys-section.js';
import { LessonsSection } from '../author/lessons-section.js';
import { ReviewSection } from '../teacher/review/review-section.js';
import { StudentHome } from '../student/home/student-home.js';
import { ClassesSection } from '../teacher/classes/classes-section.js';
import { useSchoolTexts } from '../i18n/school-texts.js';
import { SessionsSection } from '../teacher/home/sessions-section.js';
import { SettingsSection } from '../operator/settings-section.js';
import { TemplatesSection } from '../operator/templates-section.js';
import { WebhooksSection } from '../operator/webhooks-section.js';
import { Welcome } from './welcome.js';

const sections = [
  ...(['sessions', 'classes', 'review', 'lessons', 'keys'] as const),
  ...(['people', 'log', 'templates', 'webhooks', 'settings'] as const),
] as const;
type Section = (typeof sections)[number];
/** What an operator sees, who sees no class; an admin sees all, others the rest. */
const ofOperators: readonly Section[] = ['templates', 'webhooks', 'settings'];

/** What only admins see. */
const ofAdmins: readonly Section[] = ['people', 'log'];

function sectionsOf(role: Role | undefined): readonly Section[] {
  if (role === 'admin') return sections;
  return sections
    .filter((one) => !ofAdmins.includes(one))
    .filter((one) => ofOperators.includes(one) === (role === 'operator'));
}

/** Where each section is. */
const addresses: Record<Section, string> = {
  sessions: '/',
  classes: '/classes',
  review: '/review',
  lessons: '/author',
  keys: '/keys',
  people: '/people',
  log: '/log',
  templates: '/templates',
  webhooks: '/webhooks',
  settings: '/settings',
};

export function HomePage() {
  const { section } = useParams();
  const named = section === 'author' ? 'lessons' : section;
  const wanted = sections.find((one) => one === named);
  if (named !== undefined && !wanted) return <NotFound />;
  return (
    <StaffGate welcome={<Welcome />} student={<OwnHome />}>
      <Console wanted={wanted} />
    </StaffGate>
  );
}

function Console({ wanted }: { wanted: Section | undefined }) {
  const texts = useTexts();
  const operator = useOperatorTexts();
  const admin = useAdminTexts();
  const titles = {
    ...texts.home,
    classes: useSchoolTexts().classes.title,
    people: admin.people.title,
    log: admin.audit.title,
    templates: operator.templates.title,
    webhooks: operator.webhooks.title,
    settings: operator.settings.title,
  };
  const staff = useStaff();
  const offered = sectionsOf(staff?.role);
  const section = wanted ?? offered[0] ?? 'sessions';
  useDocumentTitle(titles[section]);
  const signOut = useSignOut();
  return (
    <div className="plain">
      <AppBar>
        {staff && <AccountLink name={staff.name} />}
        <Button look="quiet" small onClick={signOut}>
          {texts.signIn.out}
        </Button>
      </AppBar>
      <div className="page stack">
        <nav className="tabs" aria-label={texts.home.sections}>
          {offered.map((one) => (
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
          {section === 'people' && <PeopleSection />}
          {section === 'log' && <AuditSection />}
          {section === 'templates' && <TemplatesSection />}
          {section === 'webhooks' && <WebhooksSection />}
          {section === 'settings' && <SettingsSection />}
        </main>
      </div>
    </div>
  );
}

/** The page of a student with an account. */
function OwnHome() {
  const texts = useTexts().signIn;
  const name = useAccountName() ?? '';
  const signOut = useSignOut();
  return (
    <div className="plain">
      <AppBar>
        <AccountLink name={name} />
        <Button look="quiet" small onClick={signOut}>
          {texts.out}
        </Button>
      </AppBar>
      <StudentHome name={name} />
    </div>
  );
}
