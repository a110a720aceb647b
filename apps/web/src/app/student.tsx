import { queries } from '../api/queries.js';
import { createQueryClient } from '../api/query-client.js';
import { StudentPage } from '../student/student-page.js';
import { mount } from './mount.js';

const cache = createQueryClient();
const [, page, sessionId] = location.pathname.split('/');
// The answer is on its way while the page is still being built.
if (page === 's' && sessionId !== undefined) cache.query(queries.lobby(sessionId)).catch(() => undefined);

mount({ cache, StudentPage });
