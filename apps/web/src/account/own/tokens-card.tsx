import type { Token, TokenCreated } from '@lockstep/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { explain } from '../../api/explain.js';
import { accountQueries, createOwnToken, revokeOwnToken } from '../../api/own-account.js';
import { problemOf } from '../../api/query-client.js';
import { useLanguage } from '../../i18n/language.js';
import { useOwnAccountTexts } from '../../i18n/own-account-texts.js';
import { Button } from '../../ui/button.js';
import { Copyable } from '../../ui/copy-button.js';
import { Dialog } from '../../ui/dialog.js';
import { Notice } from '../../ui/notice.js';
import { TokenDialog } from './token-dialog.js';
import { TokenRow } from './token-row.js';

type Open = { readonly kind: 'create' } | { readonly kind: 'revoke'; readonly token: Token };

/** Tokens with which programs act for somebody. */
export function TokensCard() {
  const { texts } = useLanguage();
  const words = useOwnAccountTexts().tokens;
  const titleId = useId();
  const tokens = useQuery(accountQueries.tokens());
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const change = useTokenChange(close);
  const problem = problemOf(tokens) ?? (open === null ? change.error : null);
  const show = (next: Open) => {
    change.reset();
    setOpen(next);
  };
  return (
    <section className="card" aria-labelledby={titleId}>
      <div className="panel__head">
        <h2 id={titleId}>{words.title}</h2>
        <Button small icon="plus" onClick={() => show({ kind: 'create' })}>
          {words.create}
        </Button>
      </div>
      <p className="field__hint">{words.hint}</p>
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {change.data && <MadeToken made={change.data} />}
      {tokens.data?.length === 0 && <p className="soft">{words.none}</p>}
      <ul className="rows">
        {tokens.data?.map((token) => (
          <TokenRow key={token.id} token={token} onRevoke={() => show({ kind: 'revoke', token })} />
        ))}
      </ul>
      {open?.kind === 'create' && (
        <TokenDialog
          error={change.error ? explain(change.error, texts) : undefined}
          isSaving={change.isPending}
          onClose={close}
          onSave={(body) => change.mutate(() => createOwnToken(body))}
        />
      )}
      {open?.kind === 'revoke' && (
        <RevokeDialog
          token={open.token}
          error={change.error ? explain(change.error, texts) : undefined}
          onClose={close}
          onRevoke={() => change.mutate(() => revokeOwnToken(open.token.id))}
        />
      )}
    </section>
  );
}

/** Answers with the new token, where one was made. */
function useTokenChange(onDone: () => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (work: () => Promise<TokenCreated | undefined>) => (await work()) ?? null,
    onSuccess: () => {
      onDone();
      return cache.invalidateQueries({ queryKey: accountQueries.tokens().queryKey });
    },
  });
}

function MadeToken({ made }: { made: TokenCreated }) {
  const { texts } = useLanguage();
  const words = useOwnAccountTexts().tokens;
  return (
    <div className="stack" role="group" aria-label={words.secret}>
      <Notice kind="wait">{words.once}</Notice>
      <Copyable value={made.token} label={texts.common.copy} />
    </div>
  );
}

type RevokeProps = {
  readonly token: Token;
  readonly error: string | undefined;
  readonly onClose: () => void;
  readonly onRevoke: () => void;
};

function RevokeDialog({ token, error, onClose, onRevoke }: RevokeProps) {
  const { texts } = useLanguage();
  const words = useOwnAccountTexts().tokens;
  return (
    <Dialog title={words.revokeTitle(token.name)} onClose={onClose}>
      <p>{words.revokeBody}</p>
      {error !== undefined && <Notice kind="error">{error}</Notice>}
      <div className="row">
        <Button look="danger" onClick={onRevoke}>
          {words.revoke}
        </Button>
        <Button look="quiet" autoFocus onClick={onClose}>
          {texts.common.cancel}
        </Button>
      </div>
    </Dialog>
  );
}
