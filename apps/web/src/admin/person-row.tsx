import type { Person } from '@lockstep/contracts';
import { Link } from 'react-router';
import { useAdminTexts } from '../i18n/admin-texts.js';
import { formatDate } from '../i18n/format.js';
import { useLanguage } from '../i18n/language.js';
import { useOwnAccountTexts } from '../i18n/own-account-texts.js';
import { Button } from '../ui/button.js';

type PersonRowProps = {
  readonly person: Person;
  readonly isBusy: boolean;
  readonly onChange: () => void;
  readonly onLink: () => void;
};

export function PersonRow({ person, isBusy, onChange, onLink }: PersonRowProps) {
  const { tag } = useLanguage();
  const words = useAdminTexts().people;
  const { roles } = useOwnAccountTexts();
  const { id, name, email, role, disabled, active, createdAt } = person;
  return (
    <li className="rows__row">
      <div className="rows__what">
        <span className="rows__title">
          {name}
          <span className="badge">{roles[role]}</span>
          {disabled && <span className="badge badge--live">{words.states.disabled}</span>}
          {!disabled && !active && <span className="badge badge--wait">{words.states.waiting}</span>}
        </span>
        <span className="small soft admin-address">{email}</span>
        <span className="small soft">{words.since(formatDate(createdAt, tag))}</span>
      </div>
      <div className="row">
        <Button small aria-label={words.changeNamed(name)} onClick={onChange}>
          {words.change}
        </Button>
        {!disabled && (
          <Button small disabled={isBusy} aria-label={words.linkNamed(name)} onClick={onLink}>
            {words.link}
          </Button>
        )}
        <Link
          className="button button--small button--quiet"
          to={`/log?person=${encodeURIComponent(id)}`}
          aria-label={words.logNamed(name)}
        >
          {words.log}
        </Link>
      </div>
    </li>
  );
}
