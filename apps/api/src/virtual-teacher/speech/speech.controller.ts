import { Controller, Get, Header, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Transcript, TranscriptQuery } from '@lockstep/contracts';
import type { Request } from 'express';
import type { StudentIdentity } from '../../answers/answers.service.js';
import { Access, Caller } from '../../access/access.js';
import { Documented, PathId } from '../../openapi/route-docs.js';
import { SpokenAnswers } from './spoken-answers.js';
import { recordingOf } from './recording-body.js';
import { SpokenFeedback } from './spoken-feedback.js';

const RECORDINGS = ['audio/webm', 'audio/ogg', 'audio/mp4', 'audio/wav'];

@ApiTags('Speech')
@ApiBearerAuth()
@Access('student', { of: 'session' })
@Controller('api/sessions/:id')
export class SpeechController {
  constructor(
    private readonly spoken: SpokenFeedback,
    private readonly spokenAnswers: SpokenAnswers,
  ) {}

  @Get('feedback/mine/:feedbackId/voice')
  @Header('Cache-Control', 'private, no-store')
  @ApiOkResponse({
    description: 'My feedback, spoken',
    content: { 'audio/wav': { schema: { type: 'string', format: 'binary' } } },
  })
  @Documented({
    summary: 'My feedback, spoken',
    description: 'RIFF/WAVE in the voice of the lesson; for the student it is meant for alone.',
    refuses: {
      404: 'You have no such feedback that can be spoken',
      429: 'The one before is still being spoken',
      503: 'The voice cannot speak it',
    },
  })
  async voice(
    @PathId() id: string,
    @PathId('feedbackId') feedbackId: string,
    @Caller() caller: StudentIdentity,
  ): Promise<StreamableFile> {
    const wave = await this.spoken.speak(id, caller.id, feedbackId);
    return new StreamableFile(wave, { type: 'audio/wav', length: wave.length });
  }

  @Post('transcripts')
  @ApiConsumes(...RECORDINGS)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Documented({
    summary:
      'What I said, to be corrected and then sent as the text of an answer, or as a question to the teacher',
    description: 'The body is the recording as the browser made it. Nothing of it is kept.',
    status: 201,
    answers: Transcript,
    refuses: {
      404: 'There is no such session',
      409: 'No question is open that may be answered by speaking, or the session is not live',
      413: 'The recording is too large or too long',
      415: 'The body holds no recording',
      429: 'The previous recording is still being transcribed',
      503: 'The server cannot transcribe; the answer has to be typed (transcription-unavailable)',
    },
  })
  transcribe(
    @PathId() id: string,
    @Query({ schema: TranscriptQuery }) { purpose }: TranscriptQuery,
    @Caller() caller: StudentIdentity,
    @Req() request: Request,
  ): Promise<Transcript> {
    const gone = new AbortController();
    request.once('close', () => {
      if (!request.complete) gone.abort();
    });
    return this.spokenAnswers.transcribe(id, caller.id, () => recordingOf(request), gone.signal, purpose);
  }
}
