/** Reads the texts of authors in a thread of its own: whatever one costs, live streams do not wait for it. */
import { serve } from '@lockstep/virtual-teacher/isolation';
import { type ReadingRequest, TextReader } from './text-reading.js';

const reader = new TextReader();
serve((request) => reader.answer(request as ReadingRequest));
