import { type ReactNode, useId } from 'react';
import { languages, useLanguage } from '../i18n/language.js';
import { Icon, type IconName } from './icon.js';
import { setTheme, themes, useTheme } from './theme.js';

/** What is seldom needed, behind one button of the bar: own entries first, then language and colours. */
export function BarMenu({
  label,
  text,
  icon,
  children,
}: {
  label: string;
  text?: string;
  icon: IconName;
  children?: ReactNode;
}) {
  const id = useId();
  return (
    <>
      <button
        type="button"
        className="button button--quiet button--small"
        popoverTarget={id}
        aria-label={label}
      >
        <Icon name={icon} />
        {text !== undefined && <span className="bar__text">{text}</span>}
      </button>
      <div id={id} popover="auto" role="group" aria-label={label} className="menu">
        {children}
        <LanguageChoice />
        <ThemeChoice />
      </div>
    </>
  );
}

function LanguageChoice() {
  const { chosen, setLanguage, texts } = useLanguage();
  return (
    <Choice
      label={texts.common.language}
      name="language"
      options={languages.map(({ value, label, tag }) => ({ value, label, tag }))}
      value={chosen}
      onChange={setLanguage}
    />
  );
}

function ThemeChoice() {
  const words = useLanguage().texts.common.theme;
  return (
    <Choice
      label={words.label}
      name="theme"
      options={themes.map((value) => ({ value, label: words[value] }))}
      value={useTheme()}
      onChange={setTheme}
    />
  );
}

function Choice<T extends string>({
  label,
  name,
  options,
  value,
  onChange,
}: {
  label: string;
  name: string;
  options: readonly { value: T; label: string; tag?: string }[];
  value: T;
  onChange: (value: T) => void;
}) {
  const id = useId();
  return (
    <fieldset className="menu__choice">
      <legend className="field__label">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className="check" lang={option.tag}>
          <input
            type="radio"
            name={`${name}${id}`}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
