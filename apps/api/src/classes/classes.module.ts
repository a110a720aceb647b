import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ClassDoor } from '../access/class-door.js';
import { Class, ClassStudent } from './class.entity.js';
import { ClassDoorService } from './class-door.service.js';
import { ClassRoster } from './class-roster.service.js';
import { ClassesController } from './classes.controller.js';
import { Classes } from './classes.service.js';

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([Class, ClassStudent])],
  controllers: [ClassesController],
  providers: [Classes, ClassRoster, { provide: ClassDoor, useClass: ClassDoorService }],
  exports: [Classes, ClassRoster, ClassDoor],
})
export class ClassesModule {}
