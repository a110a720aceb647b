import type { SessionAccessDraftInput, SignedAddressRequestInput, SigningKeyCreate } from './access.js';
import type { OwnTokenCreate, TokenCreate } from './auth.js';
import type { ClassChange, ClassDraftInput, ClassStudentAdd, ClassTeacherAdd } from './classes.js';
import type { JoinCodeRead, SeatClaim } from './student-home.js';
import type { AskingDraft, InquiryCreateInput, InquiryReplyCreateInput } from './inquiries.js';
import type { MomentCommentCreate, MomentLinkCreate } from './moments.js';
import type { PracticeAnswer } from './own-results.js';
import type {
  AccountChange,
  InvitationAccept,
  InvitationCreate,
  InvitationRead,
  PasswordChange,
  PasswordReset,
  PasswordResetRequest,
  PersonChange,
  SignIn,
} from './people.js';
import type { JudgePreview } from './dry-run.js';
import type { SlideOrder, LessonDraftInput } from './lessons.js';
import type { FeedbackCreate } from './events.js';
import type { ScriptCreate, ScriptSave } from './lesson-scripts.js';
import type { ErasureOf, ErasureRequest } from './erasure.js';
import type { SessionHold } from './keeping.js';
import type { Join, SessionCreateInput } from './sessions.js';
import type { StreamKeyChange, StreamKeyCreateInput, StreamKeyRotate } from './streams.js';
import type { TeachingCommand } from './teaching.js';
import type { BanCreate } from './viewers.js';
import type { ServerSettingChange } from './settings.js';
import type { RestreamChange, RestreamCreateInput } from './restreams.js';
import type {
  DeliveryTemplateChangeInput,
  DeliveryTemplateCreateInput,
  TemplateChoice,
  TemplateDryRunRequestInput,
} from './templates.js';
import type { WebhookChange, WebhookCreateInput, WebhookReplay } from './webhooks.js';

/** By the name of the schema. */
export type RequestExamples = {
  readonly TokenCreate: TokenCreate;
  readonly OwnTokenCreate: OwnTokenCreate;
  readonly SignIn: SignIn;
  readonly AccountChange: AccountChange;
  readonly PasswordChange: PasswordChange;
  readonly PersonChange: PersonChange;
  readonly InvitationCreate: InvitationCreate;
  readonly InvitationRead: InvitationRead;
  readonly InvitationAccept: InvitationAccept;
  readonly PasswordResetRequest: PasswordResetRequest;
  readonly PasswordReset: PasswordReset;
  readonly ClassDraft: ClassDraftInput;
  readonly ClassChange: ClassChange;
  readonly ClassStudentAdd: ClassStudentAdd;
  readonly ClassTeacherAdd: ClassTeacherAdd;
  readonly JoinCodeRead: JoinCodeRead;
  readonly SeatClaim: SeatClaim;
  readonly LessonDraft: LessonDraftInput;
  readonly SlideOrder: SlideOrder;
  readonly ScriptCreate: ScriptCreate;
  readonly ScriptSave: ScriptSave;
  readonly VersionPublish: { readonly note: string };
  readonly PreviewStart: { readonly version: 'draft' | number; readonly atMs: number };
  readonly JudgePreview: JudgePreview;
  readonly PracticeAnswer: PracticeAnswer;
  readonly AskingDraft: AskingDraft;
  readonly InquiryCreate: InquiryCreateInput;
  readonly InquiryReplyCreate: InquiryReplyCreateInput;
  readonly MomentCommentCreate: MomentCommentCreate;
  readonly MomentLinkCreate: MomentLinkCreate;
  readonly SessionCreate: SessionCreateInput;
  readonly SessionHold: SessionHold;
  readonly ErasureOf: ErasureOf;
  readonly ErasureRequest: ErasureRequest;
  readonly Join: Join;
  readonly FeedbackCreate: FeedbackCreate;
  readonly SessionAccessDraft: SessionAccessDraftInput;
  readonly BanCreate: BanCreate;
  readonly ServerSettingChange: ServerSettingChange;
  readonly DeliveryTemplateCreate: DeliveryTemplateCreateInput;
  readonly DeliveryTemplateChange: DeliveryTemplateChangeInput;
  readonly TemplateChoice: TemplateChoice;
  readonly TemplateDryRunRequest: TemplateDryRunRequestInput;
  readonly RestreamCreate: RestreamCreateInput;
  readonly RestreamChange: RestreamChange;
  readonly WebhookCreate: WebhookCreateInput;
  readonly WebhookChange: WebhookChange;
  readonly WebhookReplay: WebhookReplay;
  readonly SignedAddressRequest: SignedAddressRequestInput;
  readonly SigningKeyCreate: SigningKeyCreate;
  readonly StreamKeyCreate: StreamKeyCreateInput;
  readonly StreamKeyChange: StreamKeyChange;
  readonly StreamKeyRotate: StreamKeyRotate;
  readonly TeachingCommand: TeachingCommand;
};

const script = 'title: Walks\nsteps:\n  - say: Hello, class.\n';

/** What a client sends. */
export const requestExamples: RequestExamples = {
  TokenCreate: { name: 'Timetable', role: 'teacher', scopes: ['sessions:read'] },
  OwnTokenCreate: { name: 'My script', scopes: ['lessons:write'], expiresAt: '2027-01-01T00:00:00.000Z' },
  SignIn: { email: 'li@school.example', password: 'green-kettle-on-monday' },
  AccountChange: { name: 'Ms Li', language: 'zh' },
  PasswordChange: { current: 'green-kettle-on-monday', next: 'three-quiet-boats' },
  PersonChange: { role: 'teacher', disabled: false, name: 'Ms Li', email: 'li@school.example' },
  InvitationCreate: { email: 'mei@school.example', name: 'Mei', role: 'student' },
  InvitationRead: { token: 'lk_once_…' },
  InvitationAccept: { token: 'lk_once_…', name: 'Mei', password: 'three-quiet-boats' },
  PasswordResetRequest: { email: 'mei@school.example' },
  PasswordReset: { token: 'lk_once_…', password: 'three-quiet-boats' },
  ClassDraft: { name: '7b', term: 'Autumn 2026' },
  ClassChange: { archived: true },
  ClassStudentAdd: { email: 'mei@school.example', name: 'Mei' },
  ClassTeacherAdd: { email: 'wu@school.example' },
  JoinCodeRead: { code: 'K7MPQX' },
  SeatClaim: { token: 'lk_student_…' },
  LessonDraft: { title: 'Walks', language: 'en' },
  SlideOrder: { slides: [{ from: 1 }, { from: 0, title: 'At the beach' }] },
  ScriptCreate: { text: script },
  ScriptSave: { text: script },
  VersionPublish: { note: 'Another example for the second question.' },
  PreviewStart: { version: 'draft', atMs: 60_000 },
  AskingDraft: { asking: 'class' },
  InquiryCreate: { text: 'What does irregular mean?', ptsMs: 62_000 },
  InquiryReplyCreate: { do: 'answer', inquiryIds: ['iq1'], text: 'It does not follow the rule.' },
  MomentCommentCreate: { ptsMs: 71_240, text: 'Here the class is lost.', audience: 'colleagues' },
  MomentLinkCreate: { ptsMs: 71_240, days: 7 },
  PracticeAnswer: { openedSeq: 8, text: 'went' },
  JudgePreview: { version: 'draft', questionId: 'q1', choices: [], text: 'went', parts: [], attempt: 1 },
  SessionCreate: { lessonId: 'l1', title: 'Evening class', source: { kind: 'teacher', version: 1 } },
  ErasureOf: { studentIds: ['mei', 'mei-2'] },
  ErasureRequest: { of: { personId: 'p1' }, confirm: 'Mei Chen' },
  SessionHold: { held: true },
  Join: { name: 'Mei' },
  FeedbackCreate: {
    bodies: [{ studentId: 'mei', text: 'Well done. Mind the ending of the verb.' }],
    questionId: 'q1',
  },
  SessionAccessDraft: { private: true, origins: ['https://school.example'], maxViewers: 300 },
  ServerSettingChange: { value: '90' },
  DeliveryTemplateCreate: {
    name: 'Evening classes',
    renditions: [
      { name: '480p', height: 480, videoKbps: 900 },
      { name: '240p', height: 240, videoKbps: 300, frameRate: 15 },
    ],
    watermark: { corner: 'top-right', text: 'Our school' },
  },
  DeliveryTemplateChange: { encoder: 'x264', isDefault: true },
  TemplateChoice: { templateId: 'te1' },
  TemplateDryRunRequest: { mediaFile: 'lesson.mp4', seconds: 10 },
  RestreamCreate: { name: 'School channel', address: 'rtmps://live.example/app', key: 'a1b2-c3d4-7f3a' },
  RestreamChange: { enabled: false },
  WebhookCreate: {
    url: 'https://school.example/hooks/lockstep',
    events: ['session.live', 'session.ended', 'recording.ready'],
    asks: ['publish'],
    onFailure: 'refuse',
  },
  WebhookChange: { enabled: false },
  WebhookReplay: { deliveryId: 'de1' },
  BanCreate: { viewerId: 'v1', reason: 'Please join with your own link.' },
  SignedAddressRequest: { action: 'play', minutes: 90, studentId: 'mei' },
  SigningKeyCreate: { secret: 'a-secret-of-32-characters-or-more' },
  StreamKeyCreate: { sessionId: 's1', label: 'Studio', path: 'mytv/room', open: true },
  StreamKeyChange: { label: 'Studio 2', path: 'mytv/studio' },
  StreamKeyRotate: { key: 'a-key-of-my-own' },
  TeachingCommand: { type: 'say', text: 'Let us look at this once more.' },
};
