import type { QueryClient } from '@tanstack/react-query';
import { StudentPage } from '../student/student-page.js';
import { mount } from './mount.js';

/** The pages, with the student's already loaded. */
export const showPages = (cache: QueryClient): Promise<void> => mount({ cache, StudentPage });
