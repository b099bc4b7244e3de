// The arrows of the house as rules: data flows and code depends one way only. `npm run arrows` checks them.
const CELLAR = ['platform', 'audit', 'identity'];
const NOUNS = ['specs', 'sources', 'mapping', 'reports', 'calendar'];
const STAGES = ['generation', 'validation', 'review', 'delivery'];
const DOORS = ['web', 'receiving', 'worker', 'cli'];
const room = (names) => ({ path: `^src/(${names.join('|')})/` });
const others = (names) => ({ ...room(names), pathNot: '^src/$1/' });
const io = 'node_modules/(typeorm|bullmq|ioredis|@duckdb|@nestjs)/|^(node:)?(fs|net|tls|https?|http2|child_process|worker_threads)(/|$)';
const plain = { path: '^src/[a-z]+/', pathNot: ['[.][a-z]+[.]tsx?$', '^src/platform/', '/registry[.]ts$'] };
const outside = '^src/.*[.](service|module|entity|controller|processor|connector|channel|guard|command)[.]ts$|^src/platform/';
const code = (path) => ({ path, dependencyTypesNot: ['type-only'] });
const forbid = (name, from, to, comment) => ({ name, severity: 'error', from, to, comment });
module.exports = {
  forbidden: [
    forbid('no-circles', {}, { circular: true }, 'Move the shared part down a floor.'),
    forbid('cellar', room(CELLAR), room([...NOUNS, ...STAGES, ...DOORS]), 'The cellar knows nothing of reports.'),
    forbid('nouns', room(NOUNS), room([...STAGES, ...DOORS]), 'A noun does not call a stage or a door.'),
    ...NOUNS.slice(0, -1).map((n, i) => forbid(`${n}-looks-left`, room([n]), room(NOUNS.slice(i + 1)), 'Use nouns to the left only.')),
    forbid('stages-below-doors', room(STAGES), room(DOORS), 'A stage does not call a door.'),
    forbid('stages-apart', room(STAGES), others(STAGES), 'Hand over through reports/.'),
    forbid('doors-apart', room(DOORS), others(DOORS), 'Share a room below instead.'),
    forbid('plain-is-pure', plain, code(`${io}|${outside}`), 'No suffix means pure: take types only, or give the file its suffix.'),
    forbid('format-and-view-are-pure', { path: '[.](format|view)[.]tsx?$' }, code(`${io}|${outside}`), 'A value in, bytes or HTML out.'),
    forbid(
      'plug-ins-via-registry',
      { pathNot: '/registry[.]ts$|^test/' },
      { path: '[.](connector|channel|format)[.]ts$' },
      'Look it up by kind.',
    ),
    forbid('src-not-to-test', { path: '^src/' }, { path: '^test/' }, 'Production code does not know the tests.'),
  ],
  options: { doNotFollow: { path: 'node_modules' }, tsPreCompilationDeps: true, tsConfig: { fileName: 'tsconfig.json' } },
};
