import { deckManifestPath, type Lobby } from '@lockstep/contracts';
import { queries } from '../api/queries.js';
import { createQueryClient } from '../api/query-client.js';
import { rememberedSeat } from '../api/seats.js';
import { beginPlayer } from '../stage/early-player.js';
import { preloadSlides } from '../stage/slide-images.js';

const cache = createQueryClient();
const [, page, sessionId] = location.pathname.split('/');
// Answer, stream and slides are on their way while the page is still loaded and built.
if (page === 's' && sessionId !== undefined)
  cache.query(queries.lobby(sessionId)).then(prepareClassroom, () => undefined);

void import('./student-app.js').then(({ showPages }) => showPages(cache));

function prepareClassroom({ id, status, deckId, addresses }: Lobby): void {
  if (status !== 'live') return;
  if (deckId !== null)
    cache.query(queries.deck(deckManifestPath(deckId))).then(
      ({ slides }) => preloadSlides(slides),
      () => undefined, // the classroom asks again
    );
  if (rememberedSeat(id, Date.now())) beginPlayer(addresses.flv);
}
