import { Link } from 'react-router';
import { useAccountTexts } from '../i18n/account-texts.js';
import { useTexts } from '../i18n/language.js';
import { Icon } from '../ui/icon.js';
import './account-link.css';

/** In the bar of a home: who is signed in, and the way to their account. On a phone the drawing alone. */
export function AccountLink({ name }: { readonly name: string }) {
  const accounts = useAccountTexts();
  return (
    <Link className="button button--quiet button--small" to="/account" title={useTexts().signIn.as(name)}>
      <Icon name="person" />
      <span className="account-link__name">{name}</span>
      <span className="visually-hidden">{accounts.mine}</span>
    </Link>
  );
}
