import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ACCESS, type AccessRule, type IdentifiedRequest, isPublic } from '../access/access.js';
import { type ClassArea, ClassDoor } from '../access/class-door.js';
import { isEnough, type LessonArea, LessonDoor, neededFor } from '../access/lesson-door.js';
import {
  Forbidden,
  ForeignPage,
  LessonNotShared,
  OtherClass,
  SignedOut,
  Unauthenticated,
} from '../access/access-errors.js';
import { type Identity, mayAccess } from '../access/identity.js';
import { isInScope, scopeOf } from '../access/scopes.js';
import { Identification } from './identification.js';

const classAreas: readonly string[] = ['sessions', 'classes', 'stream-keys'] satisfies ClassArea[];
const isClassArea = (area: string): area is ClassArea => classAreas.includes(area);

const lessonAreas: readonly string[] = ['lessons', 'compiles'] satisfies LessonArea[];
const isLessonArea = (area: string): area is LessonArea => lessonAreas.includes(area);

/** Methods that change nothing. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Stands before every route of the REST API. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly identification: Identification,
    private readonly door: ClassDoor,
    private readonly lessons: LessonDoor,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true; // the gateway asks who it is when a socket connects
    const request = context.switchToHttp().getRequest<IdentifiedRequest>();
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    const identity = await this.#identify(request, isPublic(rule));
    if (identity !== undefined) request.identity = identity;
    if (rule !== undefined && this.#mayCall(rule, request)) {
      if (!isPublic(rule)) await this.#requireOwn(request);
      return true;
    }
    if (request.identity === undefined) throw new Unauthenticated('token-missing');
    throw new Forbidden(rule?.levels ?? []);
  }

  #mayCall(rule: AccessRule, request: IdentifiedRequest): boolean {
    const { identity, method, path } = request;
    if (!mayAccess(identity, rule.levels, resourceOf(rule, request))) return false;
    const isForAnyone = isPublic(rule) || rule.levels.includes('identified');
    return isForAnyone || identity === undefined || isInScope(identity, scopeOf(method, path));
  }

  /** What belongs to a class is for those who teach it, a lesson for those with whom it is shared. @throws OtherClass, LessonNotShared */
  async #requireOwn(request: IdentifiedRequest): Promise<void> {
    const { identity, method, params } = request;
    const template = templateOf(request);
    const area = template.split('/')[2] ?? '';
    const id = params['id'];
    if (identity?.kind !== 'staff' || typeof id !== 'string') return;
    if (isClassArea(area) && !(await this.door.mayTeach(identity, area, id))) throw new OtherClass();
    if (!isLessonArea(area)) return;
    const needed = neededFor(method, template);
    const level = await this.lessons.levelOf(identity, area, id);
    if (level !== undefined && !isEnough(level, needed)) throw new LessonNotShared(needed);
  }

  /**
   * A page may still send a token of yesterday, and another site may send somebody's cookie: where everybody may come in, that makes
   * nobody of its sender, not a refusal.
   */
  async #identify(request: IdentifiedRequest, isOpen: boolean): Promise<Identity | undefined> {
    try {
      const identity = await this.identification.of(request);
      const isByCookie = identity !== undefined && request.headers.authorization === undefined;
      if (isByCookie && !SAFE.has(request.method) && !this.identification.isOwn(request))
        throw new ForeignPage();
      return identity;
    } catch (error) {
      const isNobody =
        error instanceof Unauthenticated || error instanceof SignedOut || error instanceof ForeignPage;
      if (isOpen && isNobody) return undefined;
      throw error;
    }
  }
}

/** The session that the route is about, where its rule names one. */
function resourceOf({ of }: AccessRule, { params }: IdentifiedRequest): string | undefined {
  const id = of === undefined ? undefined : params['id'];
  return typeof id === 'string' ? id : undefined;
}

/** The path as its route declares it: a sender may write it in capitals. */
function templateOf(request: IdentifiedRequest): string {
  const { path } = request.route as { readonly path: string };
  return path;
}
