import { sessionCommands } from '../../../src/platform/embedded/session-commands';
import { requestedSettings } from '../../../src/platform/embedded/session-settings';

describe('commands that change the shared session', () => {
  it.each([
    ['LISTEN jobs', [{ kind: 'listen', channel: 'jobs' }]],
    ['/* bull */ listen Jobs; SELECT 1', [{ kind: 'listen', channel: 'jobs' }]],
    ['-- bull\nLISTEN "Jo""bs"', [{ kind: 'listen', channel: 'Jo"bs' }]],
    ['BEGIN; UNLISTEN jobs; COMMIT', [{ kind: 'unlisten', channel: 'jobs' }]],
    ['UNLISTEN *', [{ kind: 'unlisten', channel: '*' }]],
    ['COPY t (a, b) FROM STDIN WITH (FORMAT csv)', [{ kind: 'copy-in' }]],
    ['copy "from stdin" from stdin', [{ kind: 'copy-in' }]],
  ])('are found in %s', (sql, expected) => {
    expect(sessionCommands(sql)).toEqual(expected);
  });

  it.each([
    "SELECT 'x; LISTEN jobs'",
    "SELECT E'\\'; LISTEN jobs'",
    'SELECT $$; LISTEN jobs; $$',
    'SELECT $body$; COPY t FROM STDIN; $body$',
    'SELECT 1 AS listen',
    'SELECT 1 -- ; LISTEN jobs',
    'SELECT ";LISTEN jobs"',
    'COPY t TO STDOUT',
    "INSERT INTO t VALUES ('copy t from stdin')",
    '',
  ])('are not found in %s', (sql) => {
    expect(sessionCommands(sql)).toEqual([]);
  });

  it('are looked for in a long text without taking long', () => {
    const start = performance.now();
    sessionCommands(`SELECT '${"listen ' ' ".repeat(50_000)}`);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('settings that a client asks for', () => {
  it.each<[Record<string, string>, [string, string][]]>([
    [{ options: '-c search_path=bullmq' }, [['search_path', 'bullmq']]],
    [
      { options: '-csearch_path="a\\ b",c --timezone=UTC -c geqo=off' },
      [
        ['search_path', '"a b",c'],
        ['TimeZone', 'UTC'],
      ],
    ],
    [{ options: '-c search_path=a\\\\b' }, [['search_path', 'a\\b']]],
    [{ TimeZone: 'Europe/Amsterdam', user: 'postgres' }, [['TimeZone', 'Europe/Amsterdam']]],
    [{ options: '-c' }, []],
    [{}, []],
  ])('are read from %p', (parameters, expected) => {
    expect([...requestedSettings(new Map(Object.entries(parameters)))]).toEqual(expected);
  });
});
