import { useAdminTexts } from '../i18n/admin-texts.js';
import { Button } from '../ui/button.js';
import { Copyable, CopyButton } from '../ui/copy-button.js';
import { Notice } from '../ui/notice.js';
import type { Outcome } from './invite-dialog.js';

const linkOf = (outcome: Outcome): string | undefined =>
  'made' in outcome && !outcome.made.mailed ? outcome.made.link : undefined;

/** What came of each address: a mail, a link to give to its person, or why not. */
export function Outcomes({ outcomes, onClose }: { outcomes: readonly Outcome[]; onClose: () => void }) {
  const words = useAdminTexts().invite;
  const links = outcomes.flatMap((outcome) => {
    const link = linkOf(outcome);
    return link === undefined ? [] : [`${outcome.email}\t${link}`];
  });
  return (
    <div className="stack">
      {links.length > 0 && <Notice kind="wait">{words.links}</Notice>}
      <ul className="stack">
        {outcomes.map((outcome) => (
          <li key={outcome.email} className="admin-outcome">
            <strong className="admin-address">{outcome.email}</strong>
            <Became outcome={outcome} />
          </li>
        ))}
      </ul>
      <div className="row">
        <Button look="primary" autoFocus onClick={onClose}>
          {words.done}
        </Button>
        {links.length > 1 && <CopyButton value={links.join('\n')} label={words.copyAll} small={false} />}
      </div>
    </div>
  );
}

function Became({ outcome }: { outcome: Outcome }) {
  const words = useAdminTexts().invite;
  if ('refused' in outcome) return <span className="field__error">{outcome.refused}</span>;
  const link = linkOf(outcome);
  if (link === undefined) return <span className="small soft">{words.mailed}</span>;
  return <Copyable value={link} label={words.copy} />;
}
