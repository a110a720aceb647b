/** Reads recordings of other servers in a thread of its own: whatever is in one, live streams do not wait for it. */
import { serve } from '@lockstep/virtual-teacher/isolation';
import { readImport } from './read-import.js';

serve((path, { alive }) => readImport(String(path), alive));
