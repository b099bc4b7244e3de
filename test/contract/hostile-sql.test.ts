import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Calculation, CalculationTimeout } from '../../src/platform/duckdb';
import { whyNotLinear } from '../../src/specs/linear';
import { whyRefused } from '../../src/specs/sql-gate';
import { describeQuery, type SqlNode } from '../../src/specs/sql-tree';
import { quote } from '../../src/specs/sql-values';

describe('SQL of a spec', () => {
  const dir = mkdtempSync(join(tmpdir(), 'meter-sql-'));
  let calculation: Calculation;
  const opened: Calculation[] = [];
  const another = (options: { addressSpaceGB?: number; memory?: string } = {}) => {
    const other = new Calculation({ workDir: dir, ...options });
    opened.push(other);
    return other;
  };
  beforeAll(() => (calculation = new Calculation({ workDir: dir })));
  afterAll(async () => {
    for (const one of [calculation, ...opened]) await one.close();
    rmSync(dir, { recursive: true, force: true });
  });

  async function parse(sql: string): Promise<{ root?: SqlNode; error?: string }> {
    const { rows } = await calculation.execute(`SELECT json_serialize_sql(${quote(sql)}, skip_null := true, skip_empty := true)`);
    const tree = JSON.parse(rows[0]?.[0] ?? '') as { error: boolean; error_message?: string; statements?: { node: SqlNode }[] };
    return tree.error ? { error: tree.error_message } : { root: tree.statements?.[0]?.node };
  }

  it.each([
    ["SELECT * FROM read_csv('/etc/passwd')", 'read_csv'],
    ["SELECT * FROM '/etc/passwd'", '/etc/passwd'],
    ["SELECT * FROM glob('/*')", 'glob'],
    ["SELECT getenv('HOME')", 'getenv'],
    ["SELECT repeat('x', 1000000000)", 'repeat'],
    ['SELECT * FROM range(1000000000000)', 'range'],
    ['SELECT list_reduce([1], x -> x)', 'list_reduce'],
    ["SELECT current_setting('memory_limit')", 'current_setting'],
    ['WITH RECURSIVE t AS (SELECT 1 AS i UNION ALL SELECT i FROM t) SELECT * FROM t', 'recursieve'],
    ['SELECT * FROM other', 'other'],
    ['SELECT (SELECT max(x) FROM sneaky) FROM regels', 'sneaky'],
    ["SELECT error('x')", 'error'],
  ])('%s is refused', async (sql, word) => {
    const { root } = await parse(sql);
    expect(root && whyRefused(describeQuery(root), new Set(['regels']))).toContain(word);
  });

  it.each([
    'DELETE FROM regels',
    "COPY regels TO 'x'",
    "ATTACH 'x'",
    'SET threads = 1',
    'INSTALL httpfs',
    'CREATE TABLE x (i INT)',
    'PRAGMA version',
  ])('%s does not even parse as a query', async (sql) => {
    expect((await parse(sql)).error).toBeDefined();
  });

  it('that is allowed is allowed', async () => {
    const { root } = await parse(
      "WITH a AS (SELECT * FROM regels) SELECT _row, CASE WHEN left(code, 1) = 'A' THEN debet - credit ELSE 0 END AS bedrag FROM a JOIN lijst USING (code)",
    );
    expect(root && whyRefused(describeQuery(root), new Set(['regels', 'lijst']))).toBeUndefined();
  });

  it.each<[boolean, string]>([
    [true, 'SELECT _row, debet - credit AS bedrag FROM regels'],
    [true, "SELECT _row, CASE WHEN zijde = 'a' THEN debet WHEN zijde = 'b' THEN -credit ELSE 0 END AS bedrag FROM regels"],
    [true, 'SELECT _row, _n AS aantal FROM regels WHERE telt_mee'],
    [true, 'SELECT _row, debet * kant AS bedrag FROM regels JOIN kanten USING (code)'],
    [true, 'SELECT _row, debet FROM regels UNION ALL SELECT _row, -credit FROM regels'],
    [false, 'SELECT _row, debet FROM regels WHERE debet > 0'],
    [false, 'SELECT _row, debet + 1 AS bedrag FROM regels'],
    [false, 'SELECT _row, greatest(debet, credit) AS bedrag FROM regels'],
    [false, 'SELECT _row, debet * credit AS bedrag FROM regels'],
    [false, 'SELECT DISTINCT _row, debet FROM regels'],
    [false, 'SELECT _row, debet FROM regels LIMIT 10'],
    [false, 'SELECT _row, debet FROM regels UNION SELECT _row, credit FROM regels'],
    [false, 'SELECT sum(debet) AS bedrag FROM regels'],
    [false, 'SELECT *, debet AS bedrag FROM regels'],
    [false, 'SELECT _row, CASE WHEN debet > 5 THEN credit ELSE 0 END AS bedrag FROM regels'],
    [false, 'SELECT _row, abs(debet - credit) AS bedrag FROM regels'],
    [false, 'SELECT _row, debet / 2 AS bedrag FROM regels'],
    [false, 'SELECT _row, sum(debet) OVER () AS bedrag FROM regels'],
    [false, 'SELECT a._row, a.debet FROM regels a JOIN regels b USING (debet)'],
  ])('linear %s: %s', async (linear, sql) => {
    const { root } = await parse(sql);
    expect(root && whyNotLinear(root, new Set(['debet', 'credit', '_n'])) === undefined).toBe(linear);
  });

  it('that runs past its time is stopped, and so is the whole process when it does not listen', async () => {
    const other = another();
    await other.execute('CREATE TABLE t AS SELECT range AS i FROM range(3000000)');
    await expect(other.execute('SELECT count(*) FROM t a, t b WHERE a.i + b.i % 7 = 3', 0.5)).rejects.toBeInstanceOf(CalculationTimeout);
  });

  it('that wants more memory than the wall allows fails with an ordinary error', async () => {
    const other = another({ addressSpaceGB: 3, memory: '512MB' });
    await expect(
      other.execute("SELECT length(repeat('x', 2000000000) || repeat('y', 2000000000) || repeat('z', 2000000000))"),
    ).rejects.toThrow(/memory|alloc|ended/i);
  });

  it('cannot reach a file once everything is bound', async () => {
    const other = another();
    writeFileSync(join(dir, 'secret.csv'), 'a\n1\n');
    await other.execute(['SET enable_external_access = false', 'SET lock_configuration = true']);
    for (const sql of [
      `SELECT * FROM read_csv(${quote(join(dir, 'secret.csv'))})`,
      `COPY (SELECT 1) TO ${quote(join(dir, 'out.csv'))}`,
      `ATTACH ${quote(join(dir, 'x.db'))}`,
      'SET enable_external_access = true',
      'LOAD httpfs',
    ]) {
      await expect(other.execute(sql)).rejects.toThrow();
    }
  });
});
