import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ClassDoor } from '../access/class-door.js';
import { Class, ClassStudent } from './class.entity.js';
import { ClassDoorService } from './class-door.service.js';
import { ClassKeepingController } from './class-keeping.controller.js';
import { ClassKeepingRow } from './class-keeping.entity.js';
import { ClassKeepings } from './class-keeping.service.js';
import { ClassRoster } from './class-roster.service.js';
import { ClassesController } from './classes.controller.js';
import { Classes } from './classes.service.js';
import {
  ClassRosterImportsController,
  RosterImportsController,
} from './rosters/roster-imports.controller.js';
import { RosterImports } from './rosters/roster-imports.service.js';
import { RosterReader } from './rosters/roster-reader.js';

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([Class, ClassKeepingRow, ClassStudent])],
  controllers: [
    ...[ClassesController, ClassKeepingController, RosterImportsController, ClassRosterImportsController],
  ],
  providers: [
    ...[Classes, ClassKeepings, ClassRoster, RosterImports, RosterReader],
    { provide: ClassDoor, useClass: ClassDoorService },
  ],
  exports: [Classes, ClassKeepings, ClassRoster, ClassDoor],
})
export class ClassesModule {}
