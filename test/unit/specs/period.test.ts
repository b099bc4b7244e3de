import { comparePeriods, previousPeriod, resolvePeriod } from '../../../src/specs/period';
import type { ReportSpec } from '../../../src/specs/report-spec';
import { fillValues, namedValues } from '../../../src/specs/sql-values';

const spec = {
  id: 'niveau/voorbeeld',
  periods: {
    year: { starts: '01-01' },
    deliveries: {
      plan: { covers: 'year', stage: 'budget' },
      Q1: { covers: 'Q1', cumulative: 'year', stage: 'actual' },
      Q2: { covers: 'Q2', cumulative: 'year', stage: 'actual', values: { laatste: '6' } },
      H2: { covers: 'H2', stage: 'actual' },
      final: { covers: 'year', stage: 'final' },
    },
  },
} as unknown as ReportSpec;

describe('a period', () => {
  it('knows what it covers; a cumulative one begins with the year', () => {
    expect(resolvePeriod(spec, '2026-Q2')).toMatchObject({ start: '2026-01-01', end: '2026-06-30', values: { laatste: '6' } });
    expect(resolvePeriod(spec, '2026-H2')).toMatchObject({ start: '2026-07-01', end: '2026-12-31' });
    expect(resolvePeriod(spec, '2028-Q1').end).toBe('2028-03-31');
  });

  it('follows a school year that begins in August', () => {
    const school = { ...spec, periods: { ...spec.periods, year: { starts: '08-01' } } };
    expect(resolvePeriod(school, '2026-final')).toMatchObject({ start: '2026-08-01', end: '2027-07-31' });
  });

  it('is refused with the names that do exist', () => {
    expect(() => resolvePeriod(spec, '2026-Q9')).toThrow(/2026-plan, 2026-Q1/);
    expect(() => resolvePeriod(spec, 'vorig jaar')).toThrow(/JJJJ-Q1/);
  });

  it('comes after the earlier deliveries of its year, and the first follows the last of the year before', () => {
    expect(['2026-final', '2026-plan', '2025-final', '2026-Q1'].sort((a, b) => comparePeriods(spec, a, b))).toEqual([
      '2025-final',
      '2026-plan',
      '2026-Q1',
      '2026-final',
    ]);
    expect(previousPeriod(spec, resolvePeriod(spec, '2026-Q2'))).toBe('2026-Q1');
    expect(previousPeriod(spec, resolvePeriod(spec, '2026-Q1'))).toBe('2025-H2');
  });
});

describe('values in SQL', () => {
  it('are filled as typed literals, but never inside strings and comments', () => {
    const sql = 'SELECT \'$max\', "$max" FROM t WHERE x <= $max -- $max\n/* $max */ AND y = $naam';
    expect(
      fillValues(
        sql,
        new Map([
          ['max', { type: 'decimal', value: '1.5' }],
          ['naam', { type: 'text', value: "d'Artagnan" }],
        ]),
      ),
    ).toBe("SELECT '$max', \"$max\" FROM t WHERE x <= '1.5'::DECIMAL(38,6) -- $max\n/* $max */ AND y = 'd''Artagnan'");
    expect(namedValues(sql)).toEqual(['max', 'naam']);
    expect(() => fillValues('SELECT $onbekend', new Map())).toThrow(/onbekend/);
  });
});
