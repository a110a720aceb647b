const errors = (count: number) => (count === 1 ? '1 error' : `${count} errors`);

export const script = {
  script: {
    list: {
      write: 'Write a lesson',
      slides: 'Lesson of slides',
      kind: { script: 'Taught by the virtual teacher', slides: 'Slides with cues' },
      version: (version: number | null) => (version === null ? 'not published yet' : `version ${version}`),
      starter: `title: My first lesson
language: en

# What happens, in this order. A mark such as {pause 500} happens on the next word.
steps:
  - say: Welcome! Today we talk about *yesterday*.

  - id: went
    ask:
      prompt: What is the past of go?
      accept: went
      hints: It does not end in -ed.
      tries: 2
      window: 30s
      say:
        right: Well done. Go becomes went.
        wrong: Go becomes went.

  - say: That was all. Goodbye!
`,
    },
    tabs: {
      label: 'Lesson output',
      text: 'Text',
      preview: 'Preview',
      report: 'Report',
      questions: 'Questions',
      files: (count: number) => (count === 0 ? 'Files' : `Files ${count}`),
      versions: 'Versions',
    },
    questions: {
      hasErrors: 'The text has errors. Once they are mended, its questions can be changed here.',
      none: 'This lesson asks no question yet.',
      which: 'Question',
      proposals: 'Proposed from corrections',
      noProposals: 'After five corrections of this question, phrases and common mistakes are proposed here.',
      phrases: (corrections: number) => `Words of right answers, from ${corrections} corrections:`,
      mistakes: 'Words of wrong answers, and what is said to students who write them:',
      point: 'Add to the point',
      add: 'Add',
      addNamed: (text: string) => `Add “${text}” to the script`,
      because: (answer: string) => `“${answer}”: what is said`,
      media: {
        title: 'Picture, recording or film',
        noFiles: 'The lesson has no picture, recording or film yet. Add one under Files.',
        file: 'Beside the question',
        nothing: 'Nothing',
        withChoices: 'With choices',
        withFeedback: 'With feedback',
        count: (filled: number) => `(${filled})`,
        choice: (text: string) => `Choice “${text}”`,
        verdict: {
          right: 'Right answers',
          partly: 'Partly right answers, after the last try',
          wrong: 'Wrong answers, after the last try',
        },
        accepted: (text: string) => `Who answers “${text}”`,
        mistake: (text: string) => `Who makes the mistake “${text}”`,
        alt: 'In words',
        altHint: 'What it shows or says, for people who cannot see or hear it.',
        altMissing: 'It is written into the script once it is said in words.',
        asHotspot: 'Students mark a place on it',
        asLabel: 'Students put labels onto it',
        area: (index: number) => `Area ${index}`,
        label: (index: number) => `Label ${index}`,
      },
      areas: {
        title: 'On the picture',
        hint: {
          hotspot: 'Drag over the picture to draw an area, or add one and type where it is, in percent.',
          label:
            'Drag over the picture to draw the place of a label, or add one and type where it is, in percent.',
        },
        add: { hotspot: 'Add an area', label: 'Add a label' },
        number: (index: number) => `Number ${index}`,
        text: { hotspot: 'Name', label: 'Label' },
        where: 'Where it is, for students who do not see the picture',
        taken: 'Write a name that no other has.',
        right: 'Right',
        round: 'Oval',
        remove: (index: number) => `Remove number ${index}`,
        marks: 'Places to mark',
        outlined: 'Students see the areas and their names',
        extra: 'More labels, which belong nowhere',
        extraHint: 'With commas between them.',
      },
      asking: {
        title: 'Time and pool',
        noLimit: 'No time limit',
        noLimitHint:
          'The question ends when everybody has answered, when the teacher closes it, or after 4 hours.',
        seconds: 'Time to answer, in seconds',
        secondsRefused: 'Write a whole number from 3 to 3600. The script keeps the old value.',
        endsEarly: 'End when everybody has answered',
        pool: 'Pool',
        poolHint: (known: readonly string[]) =>
          `A session asks only some questions of a pool.${known.length > 0 ? ` This lesson has: ${known.join(', ')}.` : ''}`,
        poolRefused: 'A name has 60 characters at most.',
        draw: 'Questions of this pool that a session asks',
        drawRefused: 'Write a whole number from 1 to 100.',
      },
      compare: 'How answers are compared',
      nothingToCompare: 'This question has no accepted answer to compare with, and no optional points.',
      pointsWanted: 'Points that are wanted',
      pointsWantedHint: 'All points of this question are optional.',
      anyOf: (wanted: number, of: number) => `any ${wanted} of ${of}`,
      unreadable: 'This cannot be read. The script keeps the old value.',
      field: {
        tolerance: 'Tolerance',
        range: 'Range',
        decimals: 'Decimal places',
        significantDigits: 'Significant digits',
        unit: 'Unit',
        form: 'Form of a number',
        as: 'Compare as',
        accents: 'Missing accents',
        pinyin: 'Pinyin',
        equivalentUnits: 'The same amount in another unit is right',
        case: 'Capital and small letters are different',
        spelling: 'The spelling is what is asked for',
      },
      hint: {
        tolerance: 'Such as 0.05, in the unit of the answer, or 5%.',
        range: 'Such as 9.7 … 9.9: every number between is right.',
        decimals: 'How many the answer must have.',
        significantDigits: 'How many the answer must have.',
      },
      value: {
        unit: { optional: 'may be left out', required: 'is required' },
        form: {
          any: 'any',
          'lowest-terms': 'fraction in lowest terms',
          fraction: 'fraction',
          decimal: 'decimal',
          percent: 'percent',
        },
        as: { words: 'what is written', mathematics: 'mathematics: 2(x+1) is 2x+2' },
        accents: { remark: 'right, with a remark', partly: 'partly right', required: 'wrong' },
        pinyin: { plain: 'with or without tones', tones: 'with its tones' },
      },
    },
    save: {
      saved: 'Saved',
      changed: 'Not saved yet',
      saving: 'Saving…',
      conflict: 'Not saved',
      failed: 'Not saved',
    },
    conflict: {
      explanation:
        'Someone else saved this lesson in the meantime. Your text is still here but is not saved.',
      theirs: 'Use their text',
      mine: 'Keep my text',
      failed: 'The text could not be saved.',
    },
    editor: {
      label: 'Text of the lesson. Tab indents; Escape, then Tab leaves the editor.',
      phrases: {
        Find: 'Find',
        Replace: 'Replace',
        next: 'next',
        previous: 'previous',
        all: 'all',
        'match case': 'match case',
        'by word': 'by word',
        replace: 'replace',
        'replace all': 'replace all',
        close: 'close',
        Completions: 'Completions',
        'No diagnostics': 'No diagnostics',
        Diagnostics: 'Diagnostics',
      },
    },
    tidy: {
      action: 'Tidy up',
      hint: 'Formats the text and gives every step an id, so that a step is recognized after its words change.',
    },
    problems: {
      title: 'Problems',
      none: 'No problems.',
      errors: (count: number) => `${errors(count)} to fix before the lesson can be taught`,
      remarks: (count: number) =>
        count === 1 ? 'Ready to teach · 1 warning' : `Ready to teach · ${count} warnings`,
      at: (line: number, column: number) => `${line}:${column}`,
      severity: { error: 'Error', warning: 'Warning', advice: 'Advice' },
    },
    compile: {
      label: 'Audio and video',
      running: (done: number, total: number) => `Audio and video: ${done} of ${total}`,
      again: 'Try again',
      status: {
        queued: 'Queued',
        running: 'Reading the text',
        done: 'Ready to play',
        failed: 'Compilation failed',
        cancelled: 'Cancelled',
      },
    },
    preview: {
      title: 'Preview',
      play: 'Play',
      starting: 'One moment…',
      stop: 'Stop',
      hint: 'Shows the lesson as a student sees it. Only you can see this preview.',
      notMade: 'You can play the lesson as soon as its audio and video are ready.',
      seek: 'Position in the lesson',
      line: (line: number) => `line ${line}`,
      toLine: (line: number) => `Go to line ${line}`,
    },
    report: {
      length: (time: string) => `${time} long`,
      compiled: 'Measured',
      estimated: 'Estimated, not compiled yet',
      stale: 'This is the latest available report.',
      fine: 'No problems found.',
      notTeachable: 'Fix the errors in the text first.',
      playAt: (time: string) => `Play at ${time}`,
      kind: {
        budget: 'Too much at once',
        collision: 'Collision',
        mark: 'Mark',
        'answer-window': 'Time to answer',
        'reading-time': 'Time to read',
        other: 'Note',
      },
      load: (most: number, budget: number, kib: number) =>
        `Events in each second: at most ${most} of ${budget}, ${kib} KiB`,
    },
    files: {
      upload: 'Add files',
      uploading: 'Adding…',
      hint: 'A Marp deck (.md), PDF, images, clips (MP4) or recordings (MP3, WAV, OGG, M4A) that the text refers to.',
      drop: 'Drop them here',
      none: 'No files yet. Files are optional.',
      remove: (path: string) => `Remove ${path}`,
      removeTitle: (path: string) => `Remove ${path}?`,
      removeBody: 'Published versions keep it.',
      copyName: 'Copy the name',
      open: 'Download',
    },
    publish: {
      action: 'Publish',
      title: 'Publish a version',
      body: 'Text, files, audio and video are frozen. Running sessions keep the version they started with.',
      note: 'What is new',
      noteHint: 'For authors. Optional.',
      confirm: 'Publish',
    },
    versions: {
      none: 'Nothing has been published yet.',
      version: (version: number) => `Version ${version}`,
      status: { compiling: 'Compiling', ready: 'Ready', failed: 'Failed' },
      start: 'Teach this version',
      compare: 'Compare',
    },
    comparison: {
      title: 'Comparison',
      from: 'Before',
      to: 'After',
      draft: 'Draft',
      same: 'No differences.',
      change: { added: 'Added', removed: 'Removed', changed: 'Changed', moved: 'Moved' },
    },
    start: {
      title: (version: number) => `Teach version ${version}`,
      waits: 'Start when the first student joins',
      oneToOne: 'For one student only',
      oneToOneHint:
        'In a one-to-one session the teacher speaks the personal feedback. In a class it stays private.',
      started: 'The lesson is on air',
      send: 'Send this link to your students:',
    },
    sessionSource: 'Taught by the virtual teacher.',
    notPublished: 'Publish a version of this lesson first.',
  },
};
