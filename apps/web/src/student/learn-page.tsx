import type { Joined, SelfPacedInvitation } from '@lockstep/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { explain } from '../api/explain.js';
import { hasStatus } from '../api/http.js';
import { queries } from '../api/queries.js';
import { problemOf } from '../api/query-client.js';
import { rememberedSeat, takeSeat } from '../api/seats.js';
import { beginAlone } from '../api/self-paced.js';
import { readSetting, writeSetting } from '../browser/settings.js';
import { useTexts } from '../i18n/language.js';
import { useDocumentTitle } from '../ui/document-title.js';
import { JoinForm } from './join-form.js';
import { Message, Plain } from './message.js';
import { useOwnAccount } from './own-place.js';

/** Where a student begins a lesson alone, or goes on with the one that this browser began. */
export function LearnPage() {
  const { lessonId = '' } = useParams();
  const texts = useTexts();
  const invitation = useQuery(queries.invitation(lessonId));
  useDocumentTitle(invitation.data?.title ?? texts.student.page);
  const problem = problemOf(invitation);
  if (hasStatus(problem, 404)) return <Message {...texts.student.alone.off} />;
  if (problem) return <Message title={explain(problem, texts)} onRetry={() => void invitation.refetch()} />;
  if (!invitation.data) return <Message title={texts.common.loading} />;
  return <Begin invitation={invitation.data} />;
}

function Begin({ invitation }: { readonly invitation: SelfPacedInvitation }) {
  const { lessonId, title, recorded, keptDays } = invitation;
  const words = useTexts().student.alone;
  const cache = useQueryClient();
  const navigate = useNavigate();
  const begun = useBegun(lessonId);
  const account = useOwnAccount();
  const enter = (joined: Joined) => {
    const { id } = joined.session;
    cache.setQueryData(queries.lobby(id).queryKey, joined.session);
    takeSeat(id, joined, account.name !== undefined);
    writeSetting(`learn:${lessonId}`, id);
    void navigate(`/s/${id}`);
  };
  return (
    <Plain>
      {begun !== null && (
        <div className="card card--narrow">
          <Link className="button button--primary" to={`/s/${begun}`}>
            {words.goOn}
          </Link>
          <p className="small soft">{words.again}</p>
        </div>
      )}
      <JoinForm
        title={title}
        words={{ ...words, enter: words.begin }}
        join={(name) => beginAlone(lessonId, name)}
        ownName={account.name}
        isRecorded={recorded}
        keptDays={keptDays}
        onJoined={enter}
      />
    </Plain>
  );
}

/** The session that this browser began and that still runs. */
function useBegun(lessonId: string): string | null {
  const [remembered] = useState(() => {
    const id = readSetting(`learn:${lessonId}`);
    return id !== null && rememberedSeat(id, Date.now()) ? id : null;
  });
  const lobby = useQuery({ ...queries.lobby(remembered ?? ''), enabled: remembered !== null });
  return lobby.data?.status === 'live' ? remembered : null;
}
