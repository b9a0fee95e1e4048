/** The architecture as rules: who may import whom, and why. Run by `npm run check:walls` and by test/walls. */

/** Folders a folder may import from, besides itself. */
const doors = {
  source: [],
  model: ['source'],
  topology: ['model'],
  policy: ['model', 'source'],
  dialect: ['model', 'source'],
  compile: ['policy', 'topology', 'dialect', 'model', 'source'],
  doctor: ['topology', 'model', 'source'],
  adopt: ['compile', 'dialect', 'model', 'source', 'appliance', 'policy'],
  plan: ['topology', 'policy', 'dialect', 'model', 'source'],
  report: ['plan', 'doctor', 'topology', 'policy', 'model', 'source'],
  appliance: ['dialect', 'plan', 'model', 'source'],
  emulator: ['model', 'source'],
  repository: ['source', 'model'],
  reconcile: [
    'source',
    'model',
    'topology',
    'policy',
    'dialect',
    'compile',
    'doctor',
    'adopt',
    'plan',
    'appliance',
    'repository',
  ],
  serve: ['reconcile', 'report', 'model', 'source'],
}

/**
 * The same inside a large folder: what a folder in it may import from those beside it. Files that lie beside the folders
 * and are named here are open to all of them; the others are what puts the folders together, and no folder knows them.
 */
const inner = {
  compile: {
    open: [],
    doors: {
      codes: [],
      wording: ['facts'],
      libraries: [],
      subset: [],
      edit: [],
      documents: [],
      facts: [],
      yaml: ['codes', 'libraries', 'subset'],
      schema: ['documents', 'wording'],
      fix: ['codes', 'documents', 'edit', 'facts', 'wording', 'yaml'],
      emit: ['facts'],
      policy: ['documents', 'emit', 'libraries', 'schema', 'wording', 'yaml'],
      resolve: ['codes', 'documents', 'fix', 'policy', 'wording', 'yaml'],
      rules: ['documents', 'emit', 'facts', 'fix', 'policy', 'wording', 'yaml'],
      check: ['codes', 'documents', 'fix', 'rules'],
      read: ['check', 'codes', 'documents', 'fix', 'resolve', 'rules', 'schema', 'wording', 'yaml'],
      format: ['documents', 'edit', 'fix', 'read', 'schema', 'yaml'],
    },
  },
  reconcile: {
    open: ['ports', 'gateways', 'stream'],
    doors: {
      ending: [],
      observe: [],
      journal: [],
      locks: ['ending', 'journal'],
      backup: ['observe'],
      cache: ['backup', 'observe'],
      write: ['locks', 'observe'],
      rollback: ['backup', 'journal'],
      run: ['backup', 'cache', 'journal', 'locks', 'observe', 'write'],
      verify: ['backup', 'cache', 'ending', 'observe', 'run', 'write'],
      gates: ['ending', 'journal', 'locks', 'observe', 'rollback', 'run', 'verify'],
      phase: ['backup', 'ending', 'locks', 'observe', 'run', 'verify', 'write'],
      rounds: ['backup', 'cache', 'ending', 'gates', 'journal', 'observe', 'phase', 'run', 'verify'],
      drift: [],
      watch: ['locks'],
    },
  },
  'cli/watch': {
    open: ['options', 'host-references'],
    doors: {
      log: [],
      traces: ['log'],
      status: ['log'],
      notify: ['log', 'status'],
      pass: ['log', 'traces'],
      source: ['pass'],
      forge: ['log', 'pass', 'status'],
    },
  },
}

/** Folders that compute and do not touch the world; hashing is the one thing they may take from Node. */
const pure = ['source', 'model', 'topology', 'policy', 'dialect', 'compile', 'doctor', 'plan', 'report']

/** Packages that may be imported from some folders only. */
const packages = [
  {
    name: 'yaml',
    folders: ['compile'],
    why: 'reading and writing YAML is the front end; compile/edit owns all writing',
  },
  { name: 'js-yaml', folders: ['compile'], why: 'the fast reader of values is part of the front end' },
  { name: 'ajv', folders: ['compile', 'cli'], why: 'schemas stand behind the validator port of source' },
  {
    name: 'handlebars',
    folders: ['compile', 'report'],
    why: 'templates are expanded where their output is checked or shown',
  },
  {
    name: 'saxes',
    folders: ['appliance', 'emulator', 'policy'],
    why: 'XML exists on the wire and in rule sets, nowhere else',
  },
  { name: 'simple-git', folders: ['repository'], why: 'git is the business of the repository' },
  { name: 'chokidar', folders: ['repository'], why: 'watching files is the business of the repository' },
  {
    name: 'undici',
    folders: ['appliance', 'serve', 'cli'],
    why: 'requests leave through the gateway port or a notification',
  },
  { name: 'selfsigned', folders: ['emulator'], why: 'only the emulator makes certificates' },
  { name: 'nanotar', folders: ['appliance', 'emulator', 'adopt'], why: 'archives exist only inside backups' },
  { name: 'commander', folders: ['cli'], why: 'arguments are read by the command line' },
  { name: 'diff', folders: ['report'], why: 'a change of a text is shown in one form, by one library' },
  { name: 'picocolors', folders: ['report'], why: 'colours belong to reports, which say what they mean' },
  { name: 'get-east-asian-width', folders: ['report'], why: 'the width of characters matters where text is laid out' },
  {
    name: 'nodemailer',
    folders: ['serve'],
    why: 'mails leave by one door, which is loaded only where somebody is told by mail',
  },
  { name: 'prom-client', folders: ['serve'], why: 'metrics are one of the things that the status server shows' },
  {
    name: '@opentelemetry',
    folders: ['serve'],
    why: 'traces leave by one door, which is loaded only where somebody collects them',
  },
  {
    name: 'pg',
    folders: ['cli/shared'],
    why: 'several hosts share their state through ports: that PostgreSQL is behind them is the business of one folder',
  },
  { name: '@dagrejs/dagre', folders: ['report'], why: 'drawings are laid out by one library, in one place' },
]

const wall = (folder, allowed) => ({
  name: `${folder}-doors`,
  comment: `src/${folder} may import ${allowed.length ? allowed.join(', ') : 'nothing of src'}: see the map in ARCHITECTURE.md.`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: `^src/(${[folder, ...allowed].join('|')})/` },
})

const innerWalls = ([folder, { open, doors }]) =>
  Object.entries(doors).map(([inside, allowed]) => ({
    name: `${folder}/${inside}-doors`,
    comment: `src/${folder}/${inside} may import ${['what is open to all', ...allowed].join(', ')}: see the map in ARCHITECTURE.md.`,
    severity: 'error',
    from: { path: `^src/${folder}/${inside}/` },
    to: {
      path: `^src/${folder}/`,
      pathNot: [
        `^src/${folder}/(${[inside, ...allowed].join('|')})/`,
        ...open.map((file) => `^src/${folder}/${file}\\.ts$`),
      ],
    },
  }))

const packageWall = ({ name, folders, why }) => ({
  name: `package-${name}`,
  comment: why,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/(${folders.join('|')})/` },
  to: { path: `^node_modules/${name}/` },
})

module.exports = {
  forbidden: [
    ...Object.entries(doors).map(([folder, allowed]) => wall(folder, allowed)),
    ...Object.entries(inner).flatMap(innerWalls),
    ...packages.map(packageWall),
    {
      name: 'pure-core',
      comment: 'the core computes: values in, values and diagnostics out; effects come through ports',
      severity: 'error',
      from: { path: `^src/(${pure.join('|')})/` },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|zlib)$' },
    },
    {
      name: 'rules-are-islands',
      comment: 'a rule is one file that holds all there is to know about it; what rules share lies in facts',
      severity: 'error',
      from: { path: '^src/compile/rules/(cm|yaml|schema|ref|pol)-[^/]+\\.ts$' },
      to: { path: '^src/compile/rules/(cm|yaml|schema|ref|pol)-[^/]+\\.ts$' },
    },
    {
      name: 'guards-are-islands',
      comment: 'a guard is one file that holds all there is to know about it',
      severity: 'error',
      from: { path: '^src/plan/guards/guard-[^/]+\\.ts$' },
      to: { path: '^src/plan/guards/guard-[^/]+\\.ts$' },
    },
    {
      name: 'one-door-to-the-machine',
      comment:
        'state, nodes and files are reached through what sees to it that a signal does not cut off what was begun: process/machine.ts',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/(process/machine|shared/state)\\.ts$' },
      to: {
        path: '^src/(cli/process/disk-store|cli/shared/postgres-(store|leases)|appliance/https-transport)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-cycles',
      comment: 'a cycle of files cannot be understood one file at a time',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'product-not-test',
      comment: 'what ships does not import what tests it',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench|scripts)/' },
    },
    {
      name: 'no-development-package',
      comment: 'what ships uses only what is installed with it; declarations of types do not ship',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.d\\.ts$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'resolvable',
      comment: 'an import that leads nowhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
