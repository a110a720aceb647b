import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { languages, useLanguage } from '../i18n/language.js';
import { Button, IconButton } from './button.js';
import type { IconName } from './icon.js';
import { setTheme, type Theme, themes, useTheme } from './theme.js';

type AppBarProps = {
  /** The page's own heading, in place of our name. */
  readonly title?: string;
  readonly children?: ReactNode;
  /** A menu that offers language and colours (see bar-menu.tsx), in place of the two switches. */
  readonly menu?: ReactNode;
};

/** The one bar on top of every page. */
export function AppBar({ title, children, menu }: AppBarProps) {
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
          {menu ?? (
            <>
              <LanguageSwitch />
              <ThemeSwitch />
            </>
          )}
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

const icons: Record<Theme, IconName> = { system: 'auto', light: 'sun', dark: 'moon' };

function ThemeSwitch() {
  const { texts } = useLanguage();
  const theme = useTheme();
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
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
