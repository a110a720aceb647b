import { type ReactNode } from 'react';
import { Link } from 'react-router';
import { languages, useLanguage } from '../i18n/language.js';
import { Button, IconButton } from './button.js';
import { type IconName } from './icon.js';
import { setTheme, type Theme, useTheme } from './theme.js';

/** The one bar on top of every page. */
export function AppBar({ title, children }: { title?: string | undefined; children?: ReactNode }) {
  const { texts } = useLanguage();
  return (
    <>
      <a className="skip-link" href="#content">
        {texts.common.skip}
      </a>
      <header className="bar">
        <Link className="bar__home" to="/" aria-label={texts.common.home}>
          <img src="/lockstep.svg" alt="" width={28} height={28} />
          {title === undefined && <span className="bar__brand">Lockstep</span>}
        </Link>
        {title === undefined ? <span className="bar__title" /> : <h1 className="bar__title">{title}</h1>}
        <div className="bar__tools">
          {children}
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
      </header>
    </>
  );
}

/** Offers the language that is not shown, in its own words. */
function LanguageSwitch() {
  const { language, setLanguage, texts } = useLanguage();
  const at = languages.findIndex(({ value }) => value === language);
  const other = languages[(at + 1) % languages.length];
  if (!other) return null;
  return (
    <Button
      look="quiet"
      small
      lang={other.tag}
      aria-label={`${texts.common.language}: ${other.label}`}
      onClick={() => setLanguage(other.value)}
    >
      {other.label}
    </Button>
  );
}

const order: readonly Theme[] = ['system', 'light', 'dark'];
const icons: Record<Theme, IconName> = { system: 'auto', light: 'sun', dark: 'moon' };

function ThemeSwitch() {
  const { texts } = useLanguage();
  const theme = useTheme();
  const next = order[(order.indexOf(theme) + 1) % order.length] ?? 'system';
  const words = texts.common.theme;
  return (
    <IconButton
      small
      icon={icons[theme]}
      label={`${words.label}: ${words[theme]}`}
      onClick={() => setTheme(next)}
    />
  );
}
