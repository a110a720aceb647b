import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { tellRewind } from '../api/rewinds.js';
import { rememberedSeat } from '../api/seats.js';
import { useTexts } from '../i18n/language.js';
import { AppBar } from '../ui/app-bar.js';
import { Button } from '../ui/button.js';
import { useDocumentTitle } from '../ui/document-title.js';
import { Dropzone } from '../ui/dropzone.js';
import { momentOf } from './moment.js';
import { Replayed } from './replayed.js';
import type { TellRewind } from './use-rewind-reports.js';

/** Replays a recording from the file alone: one that is dropped here, or one of this server that the address names (`?src=`). */
export function ReplayPage() {
  const words = useTexts().replay;
  useDocumentTitle(words.title);
  const [search] = useSearchParams();
  const [file, setFile] = useState<File | null>(null);
  const [ofServer, setOfServer] = useState(() => sameOrigin(search.get('src')));
  const [begin] = useState(() => momentOf(location.hash));
  const source = file ?? ofServer;
  const tell = useOwnRewinds(search.get('session'));
  const close = () => {
    setFile(null);
    setOfServer(null);
  };
  return (
    <div className="plain">
      <AppBar />
      <main id="content" className="page page--wide stack">
        {source === null ? (
          <OpenFile onFile={setFile} />
        ) : (
          <>
            <Replayed
              key={file ? `${file.name} ${file.lastModified}` : ofServer}
              source={source}
              moment={begin}
              tellRewind={file ? undefined : tell}
            />
            <p>
              <Button small onClick={close}>
                {words.another}
              </Button>
            </p>
          </>
        )}
      </main>
    </div>
  );
}

/** Rewinds are counted of students who watch their class again, and of nobody else. */
function useOwnRewinds(sessionId: string | null): TellRewind | undefined {
  return useMemo(() => {
    const isOwn = sessionId !== null && rememberedSeat(sessionId, Date.now()) !== null;
    return isOwn ? (ptsMs) => tellRewind(sessionId, ptsMs) : undefined;
  }, [sessionId]);
}

/** Only of the server of this page: an address must not make it ask others. */
function sameOrigin(src: string | null): string | null {
  if (src === null || !URL.canParse(src, location.href)) return null;
  const url = new URL(src, location.href);
  return url.origin === location.origin ? url.href : null;
}

function OpenFile({ onFile }: { onFile: (file: File) => void }) {
  const words = useTexts().replay;
  return (
    <>
      <h1>{words.title}</h1>
      <p className="soft">{words.lead}</p>
      <Dropzone
        label={words.choose}
        hint={words.dropHint}
        drop={words.drop}
        accept="video/mp4,.mp4"
        busy={false}
        onFiles={([file]) => file && onFile(file)}
      />
    </>
  );
}
