import { useNavigate } from 'react-router';
import { useTexts } from '../i18n/language.js';
import { AppBar } from '../ui/app-bar.js';
import { useDocumentTitle } from '../ui/document-title.js';
import { SignInCard } from './sign-in-card.js';

/** Signing in, on a page of its own. */
export function SignInWithAccount() {
  const navigate = useNavigate();
  useDocumentTitle(useTexts().signIn.title);
  return (
    <div className="plain">
      <AppBar />
      <main id="content" className="plain__main">
        <SignInCard alone onEntered={() => navigate('/')} />
      </main>
    </div>
  );
}
