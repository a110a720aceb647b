import type { DeckReference, InquiryReply, OwnInquiry } from '@lockstep/contracts';
import type { Player } from '@lockstep/player';
import { type ReactNode, useState } from 'react';
import { useAskingTexts } from '../../i18n/asking-texts.js';
import { useDeckSlides } from '../../stage/slide-images.js';
import { Button } from '../../ui/button.js';

type OwnInquiryProps = {
  readonly inquiry: OwnInquiry;
  readonly lang: string;
  readonly player: Player | null;
  readonly deck: DeckReference | null;
};

/** A question and the reply that counts, with the way to the moment that says it. */
export function OwnInquiryItem({ inquiry, lang, player, deck }: OwnInquiryProps) {
  const words = useAskingTexts();
  const reply = inquiry.replies.at(-1);
  return (
    <article className="asking__one">
      <p className="asking__question">{inquiry.text}</p>
      {reply ? (
        <ReplyWords reply={reply} lang={lang}>
          {(passage) => <Moment passage={passage} player={player} deck={deck} />}
        </ReplyWords>
      ) : (
        <p className="small soft">{words.teacherSees}</p>
      )}
    </article>
  );
}

type Passage = InquiryReply['passages'][number];

type ReplyWordsProps = {
  readonly reply: InquiryReply;
  readonly lang: string;
  readonly children: (passage: Passage) => ReactNode;
};

/** What was replied, and what it stands on. */
export function ReplyWords({ reply, lang, children }: ReplyWordsProps) {
  const words = useAskingTexts();
  const { kind, text, passages, author, toClass } = reply;
  return (
    <div className="asking__reply" data-kind={kind}>
      {author !== null && kind === 'answered' && <p className="small soft">{words.by(author)}</p>}
      {text !== null && <p lang={lang}>{text}</p>}
      {(text === null || passages.length > 0) && (
        <p className={kind === 'answered' ? 'small soft' : undefined}>{words.kinds[kind]}</p>
      )}
      {passages.map((passage) => (
        <figure key={passage.text} className="asking__passage">
          <blockquote lang={lang}>{passage.text}</blockquote>
          {children(passage)}
        </figure>
      ))}
      {toClass && <p className="small soft">{words.toClass}</p>}
    </div>
  );
}

/** Goes back to the moment where the player can; else shows the slide of that moment. */
function Moment({ passage, player, deck }: Pick<OwnInquiryProps, 'player' | 'deck'> & { passage: Passage }) {
  const words = useAskingTexts();
  const slides = useDeckSlides(deck);
  const [isShown, setShown] = useState(false);
  const { ptsMs } = passage;
  const past = player?.seekable;
  const slide = passage.slide === null ? undefined : slides[passage.slide];
  if (player && past && ptsMs !== null && ptsMs >= past.startPtsMs && ptsMs <= past.endPtsMs)
    return (
      <Button small icon="history" onClick={() => void player.seek(ptsMs)}>
        {words.toMoment}
      </Button>
    );
  if (!slide) return null;
  const name = words.slide(slide.index + 1);
  return (
    <>
      <Button small aria-expanded={isShown} onClick={() => setShown(!isShown)}>
        {name}
      </Button>
      {isShown && <img className="asking__slide" src={slide.url} alt={slide.title ?? name} />}
    </>
  );
}
