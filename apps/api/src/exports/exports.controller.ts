import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiProduces, ApiTags } from '@nestjs/swagger';
import { XapiStatement } from '@lockstep/contracts';
import type { Response } from 'express';
import * as z from 'zod';
import { Access } from '../access/access.js';
import { attach, fileNameOf } from '../http/attachment.js';
import { untilItLeaves } from '../http/until-it-leaves.js';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import { jsonArray } from './json-array.js';
import type { Report } from './report/report.js';
import { ReportPrinter } from './report/report-printer.js';
import { ReportQuery } from './report/report-query.js';
import { SessionReports } from './report/session-report.js';
import { StudentReports } from './report/student-report.js';
import { SessionStatements } from './statements/session-statements.js';

const notOver = { 409: 'The session is not over (session-not-over)' };
const busy = { 503: 'Too many reports are being made (reports-busy)' };

@ApiTags('Review')
@ApiBearerAuth()
@Access('teacher', { of: 'session' })
@Controller('api/sessions/:id')
export class ExportsController {
  constructor(
    private readonly statements: SessionStatements,
    private readonly sessions: SessionReports,
    private readonly students: StudentReports,
    private readonly printer: ReportPrinter,
  ) {}

  @Get('statements')
  @Documented({
    summary: 'What students did in a class that is over, as xAPI statements',
    description:
      'A JSON array that a learning record store takes at its /statements (xAPI 1.0.3, with the video profile): who watched when, every answer with what counts of it, and points. It is sent while it is read; where it breaks off, the array is not closed.',
    answers: listOf(XapiStatement),
    refuses: { 404: 'There is no such session', ...notOver },
  })
  async stated(@PathId() id: string, @Res() response: Response): Promise<void> {
    const { title, statements } = await this.statements.of(id);
    attach(response, `${fileNameOf(title)}.xapi.json`);
    response.type('application/json').set('X-Experience-API-Version', '1.0.3');
    await untilItLeaves(pipeline(Readable.from(jsonArray(statements)), response));
  }

  @Get('report')
  @ApiProduces('application/pdf')
  @Documented({
    summary: 'What came of a class that is over, as a PDF',
    description:
      'Figures, students, and each question with its distribution and its answers: the first 2,000 of them; the others are counted.',
    answers: z.string(),
    refuses: { 400: 'A field does not fit', 404: 'There is no such session', ...notOver, ...busy },
  })
  async session(
    @PathId() id: string,
    @Query({ schema: ReportQuery }) reader: ReportQuery,
    @Res() response: Response,
  ): Promise<void> {
    await this.#send(await this.sessions.of(id, reader), response);
  }

  @Get('students/:studentId/report')
  @ApiProduces('application/pdf')
  @Documented({
    summary: 'What one student did in a class that is over, as a PDF',
    description: 'Each question with their answers, verdicts, feedback, corrections and points.',
    answers: z.string(),
    refuses: { 400: 'A field does not fit', 404: 'There is no such session or student', ...notOver, ...busy },
  })
  async student(
    @PathId() id: string,
    @PathId('studentId') studentId: string,
    @Query({ schema: ReportQuery }) reader: ReportQuery,
    @Res() response: Response,
  ): Promise<void> {
    await this.#send(await this.students.of(id, studentId, reader), response);
  }

  /** A reader who leaves ends the work. */
  async #send(report: Report, response: Response): Promise<void> {
    const left = new AbortController();
    response.once('close', () => left.abort(new Error('the reader left')));
    try {
      const pdf = await this.printer.print(report, left.signal);
      attach(response, `${fileNameOf(report.title)}.pdf`);
      response.type('application/pdf').set('Cache-Control', 'no-store').send(Buffer.from(pdf));
    } catch (error) {
      if (!left.signal.aborted) throw error;
    }
  }
}
