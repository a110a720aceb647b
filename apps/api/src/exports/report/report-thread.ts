/** Lays reports out in a thread of its own: live streams do not wait for a long one. */
import { serve } from '@lockstep/virtual-teacher/isolation';
import { drawReport } from './draw-report.js';
import type { Report } from './report.js';

serve((request) => drawReport(request as Report));
