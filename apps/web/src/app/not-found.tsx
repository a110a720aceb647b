import { Link } from 'react-router';
import { useTexts } from '../i18n/language.js';
import { AppBar } from '../ui/app-bar.js';

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
