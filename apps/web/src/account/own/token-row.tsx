import type { Scope, Token } from '@lockstep/contracts';
import { formatDate } from '../../i18n/format.js';
import { useLanguage } from '../../i18n/language.js';
import { type OwnAccountTexts, useOwnAccountTexts } from '../../i18n/own-account-texts.js';
import { Button } from '../../ui/button.js';

type Words = OwnAccountTexts['tokens'];

export function TokenRow({ token, onRevoke }: { readonly token: Token; readonly onRevoke: () => void }) {
  const { tag } = useLanguage();
  const words = useOwnAccountTexts().tokens;
  const { name, scopes } = token;
  return (
    <li className="rows__row">
      <div className="rows__what">
        <span className="rows__title">{name}</span>
        <span className="small soft">
          {scopes === null ? words.all : scopes.map((scope) => scopeIn(words, scope)).join(' · ')}
        </span>
        <span className="small soft">{endOf(token, words, tag)}</span>
      </div>
      <Button small look="danger" aria-label={words.revokeNamed(name)} onClick={onRevoke}>
        {words.revoke}
      </Button>
    </li>
  );
}

function scopeIn({ areas, rights }: Words, scope: Scope): string {
  const [area, right] = scope.split(':') as [keyof Words['areas'], 'read' | 'write'];
  return `${areas[area]}: ${rights[right]}`;
}

function endOf({ expiresAt }: Token, words: Words, tag: string): string {
  if (expiresAt === null) return words.noEnd;
  const date = formatDate(expiresAt, tag);
  return Date.parse(expiresAt) > Date.now() ? words.until(date) : words.over(date);
}
