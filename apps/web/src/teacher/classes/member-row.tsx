import type { ReactNode } from 'react';
import { useSchoolTexts } from '../../i18n/school-texts.js';
import { IconButton } from '../../ui/button.js';

type MemberRowProps = {
  readonly name: string;
  readonly email?: string;
  readonly badge?: ReactNode;
  readonly isBusy: boolean;
  /** What else can be done. */
  readonly more?: ReactNode;
  /** Absent for those who cannot be taken off the list. */
  readonly onRemove?: (() => void) | undefined;
};

/** A student or a teacher of a class. */
export function MemberRow({ name, email, badge, isBusy, more, onRemove }: MemberRowProps) {
  const words = useSchoolTexts().classes;
  return (
    <li className="rows__row rows__row--icon">
      <div className="rows__what">
        <span className="rows__title">
          {name}
          {badge !== undefined && <span className="badge">{badge}</span>}
        </span>
        {email !== undefined && <span className="small soft">{email}</span>}
      </div>
      {more}
      {onRemove && (
        <IconButton icon="trash" small label={words.remove(name)} disabled={isBusy} onClick={onRemove} />
      )}
    </li>
  );
}
