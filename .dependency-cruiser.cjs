/**
 * The floor law (docs/decisions/001): a room imports from lower floors only, rooms on one floor never see each other,
 * and there are no import cycles. Floors from the top; a folder belongs to the first floor that names it.
 */
const floors = [
  ['main', 'app', 'desk', 'stopping'],
  ['server', 'partner-center', 'directory', 'practice'],
  ['features'],
  ['workflow/shared'],
  ['workflow/approvals', 'workflow/lanes'],
  [
    'workflow/notices',
    'workflow/activity',
    'workflow/links',
    'workflow/customers',
    'workflow/orders',
    'workflow/cards',
  ],
  ['workflow/mirror'],
  ['chat'],
  ['commerce'],
  ['platform'],
]

const folder = (room) => `^src/${room}(\\.ts$|/)`
const any = (rooms) => `^src/(${rooms.join('|')})(\\.ts$|/)`

const upward = floors.flatMap((rooms, floor) => {
  const above = floors.slice(0, floor).flat()
  return above.length === 0
    ? []
    : [
        {
          name: `floor-${floors.length - 1 - floor}-looks-up`,
          severity: 'error',
          from: { path: any(rooms) },
          to: { path: any(above) },
        },
      ]
})

// main.ts starts app.ts, which joins the rooms: they are one room.
const sideways = floors.slice(1).flatMap((rooms) =>
  rooms.length < 2
    ? []
    : rooms.map((room) => ({
        name: `${room.replace('/', '-')}-looks-sideways`,
        severity: 'error',
        from: { path: folder(room) },
        to: { path: any(rooms), pathNot: folder(room) },
      })),
)

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...upward,
    ...sideways,
    {
      name: 'features-are-strangers',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: { path: '^src/features/', pathNot: '^src/features/$1/' },
    },
    {
      name: 'prisma-lives-in-repositories',
      comment: 'Only repositories and platform/database touch the client.',
      severity: 'error',
      from: { path: '^src/', pathNot: '(\\.repository\\.ts$|^src/platform/database/)' },
      to: { path: '^src/platform/database/generated/' },
    },
    {
      name: 'http-has-one-door',
      comment: 'Every route is added at the door, which no request gets around (docs/decisions).',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/http/' },
      to: { path: 'node_modules/restify', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the-stand-in-stands-alone',
      comment:
        'The stand-in for Teams knows no feature, no noun of commerce and no chat of ours: it could be published one day.',
      severity: 'error',
      from: { path: '^src/practice/' },
      to: { path: '^src/(features|workflow|commerce|chat|partner-center|directory)/' },
    },
    {
      name: 'the-tab-runs-in-a-browser',
      comment: 'Its pages know the server by the types of what they ask and are told, and share its words alone.',
      severity: 'error',
      from: { path: '^src/tab/', pathNot: 'vite.config' },
      to: {
        path: '^src/',
        pathNot: '^src/(tab/|platform/language\\.ts$|.*\\.text\\.ts$)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'nothing-imports-the-tab',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/tab/' },
      to: { path: '^src/tab/' },
    },
    {
      name: 'routes-are-shapes',
      comment: 'What pages ask and are told is imported by both sides: nothing of the server comes with it.',
      severity: 'error',
      from: { path: '\\.routes\\.ts$' },
      to: { pathNot: '(\\.routes\\.ts$|node_modules/zod)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'botbuilder-stays-in-the-chat',
      comment: 'So that another Teams SDK can replace it (docs/decisions).',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/chat/' },
      to: { path: 'node_modules/(botbuilder|botframework)' },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^src/platform/database/generated/'] },
    exclude: { path: ['^src/practice/page/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
}
