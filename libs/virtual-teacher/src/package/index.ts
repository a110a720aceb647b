export { PackageError } from './package-error.js';
export { LessonPackage, type PackageLimits } from './read-package.js';
export { type LessonToPack, writeLessonPackage } from './write-package.js';
export { type PackedContent } from './manifest.js';
