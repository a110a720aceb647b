import { lazy } from 'react';
import { createQueryClient } from '../api/query-client.js';
import { mount } from './mount.js';

const StudentPage = lazy(async () => ({
  default: (await import('../student/student-page.js')).StudentPage,
}));

void mount({ cache: createQueryClient(), StudentPage });
