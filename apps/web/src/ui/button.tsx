import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Icon, type IconName } from './icon.js';

type Look = 'primary' | 'plain' | 'quiet' | 'danger';

type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> & {
  look?: Look;
  small?: boolean;
  icon?: IconName;
  children?: ReactNode;
};

const classes = (look: Look, small: boolean, bare: boolean) =>
  ['button', look !== 'plain' && `button--${look}`, small && 'button--small', bare && 'button--icon']
    .filter(Boolean)
    .join(' ');

export function Button({
  look = 'plain',
  small = false,
  icon,
  children,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button type={type} className={classes(look, small, false)} {...rest}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

/** A button that shows only a drawing; `label` is what it is called. */
export function IconButton({
  look = 'quiet',
  small = false,
  icon,
  label,
  type = 'button',
  ...rest
}: Omit<ButtonProps, 'children' | 'icon'> & { icon: IconName; label: string }) {
  return (
    <button type={type} className={classes(look, small, true)} aria-label={label} title={label} {...rest}>
      <Icon name={icon} />
    </button>
  );
}
