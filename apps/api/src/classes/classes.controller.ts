import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  Class,
  ClassChange,
  ClassDraft,
  ClassQuery,
  ClassStudent,
  ClassStudentAdd,
  ClassTeacherAdd,
} from '@lockstep/contracts';
import { Access, Caller } from '../access/access.js';
import type { Identity } from '../access/identity.js';
import { LessonDoor } from '../access/lesson-door.js';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import type { Page } from '../paging/page.js';
import { ClassRoster } from './class-roster.service.js';
import { Classes } from './classes.service.js';

const unknown = { 403: 'Others teach it', 404: 'There is no such class' };

/** The classes of a school. A teacher has to do with their own; an admin with all. */
@ApiTags('Classes')
@ApiBearerAuth()
@Access('teacher')
@Controller('api/classes')
export class ClassesController {
  constructor(
    private readonly classes: Classes,
    private readonly roster: ClassRoster,
    private readonly lessons: LessonDoor,
  ) {}

  @Get()
  @Documented({ summary: 'The classes of a teacher; of an admin, all', answers: listOf(Class) })
  list(@Query({ schema: ClassQuery }) query: ClassQuery, @Caller() caller: Identity): Promise<Page<Class>> {
    return this.classes.list(query, caller);
  }

  @Post()
  @Documented({
    summary: 'Make a class',
    description: 'Its maker owns it.',
    status: 201,
    answers: Class,
    refuses: { 400: 'A field does not fit' },
  })
  create(@Body({ schema: ClassDraft }) body: ClassDraft, @Caller() caller: Identity): Promise<Class> {
    return this.classes.create(body, caller);
  }

  @Get(':id')
  @Documented({ summary: 'A class', answers: Class, refuses: unknown })
  get(@PathId() id: string): Promise<Class> {
    return this.classes.get(id);
  }

  @Patch(':id')
  @Documented({
    summary: 'Rename or archive a class',
    answers: Class,
    refuses: { 400: 'A field does not fit', ...unknown },
  })
  change(
    @PathId() id: string,
    @Body({ schema: ClassChange }) body: ClassChange,
    @Caller() caller: Identity,
  ): Promise<Class> {
    return this.classes.change(id, body, caller);
  }

  @Post(':id/teachers')
  @HttpCode(200)
  @Documented({
    summary: 'Add a co-teacher',
    answers: Class,
    refuses: {
      400: 'A field does not fit',
      403: 'Others teach it',
      404: 'There is no such class, or teacher',
    },
  })
  addTeacher(
    @PathId() id: string,
    @Body({ schema: ClassTeacherAdd }) { email }: ClassTeacherAdd,
    @Caller() caller: Identity,
  ): Promise<Class> {
    return this.classes.addTeacher(id, email, caller);
  }

  @Delete(':id/teachers/:personId')
  @Documented({
    summary: 'Take a co-teacher off a class',
    answers: Class,
    refuses: { ...unknown, 409: 'They own it' },
  })
  removeTeacher(
    @PathId() id: string,
    @PathId('personId') personId: string,
    @Caller() caller: Identity,
  ): Promise<Class> {
    return this.classes.removeTeacher(id, personId, caller);
  }

  @Get(':id/students')
  @Documented({ summary: 'The roster of a class, by name', answers: listOf(ClassStudent), refuses: unknown })
  students(@PathId() id: string): Promise<ClassStudent[]> {
    return this.roster.list(id);
  }

  @Post(':id/students')
  @HttpCode(200)
  @Documented({
    summary: 'Put a student on the roster',
    description: 'Makes an account for a new address; its owner chooses a password by a link.',
    answers: listOf(ClassStudent),
    refuses: { 400: 'A field does not fit', ...unknown, 409: 'The account is one of staff' },
  })
  addStudent(
    @PathId() id: string,
    @Body({ schema: ClassStudentAdd }) body: ClassStudentAdd,
    @Caller() caller: Identity,
  ): Promise<ClassStudent[]> {
    return this.roster.add(id, body, caller);
  }

  @Delete(':id/students/:personId')
  @Documented({
    summary: 'Take a student off the roster',
    description: 'The account, and what they did in sessions, stay.',
    answers: listOf(ClassStudent),
    refuses: unknown,
  })
  removeStudent(
    @PathId() id: string,
    @PathId('personId') personId: string,
    @Caller() caller: Identity,
  ): Promise<ClassStudent[]> {
    return this.roster.remove(id, personId, caller);
  }

  @Put(':id/lessons/:lessonId')
  @Documented({
    summary: 'Show a lesson at home to the students of a class',
    description: 'They can take it alone where its author has switched that on.',
    answers: Class,
    refuses: unknown,
  })
  async offer(
    @PathId() id: string,
    @PathId('lessonId') lessonId: string,
    @Caller() caller: Identity,
  ): Promise<Class> {
    await this.lessons.require(caller, lessonId, 'view');
    return this.classes.setLesson(id, lessonId, true);
  }

  @Delete(':id/lessons/:lessonId')
  @Documented({ summary: 'Show a lesson no longer', answers: Class, refuses: unknown })
  withdraw(@PathId() id: string, @PathId('lessonId') lessonId: string): Promise<Class> {
    return this.classes.setLesson(id, lessonId, false);
  }
}
