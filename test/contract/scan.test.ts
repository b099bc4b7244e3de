import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Calculation } from '../../src/platform/duckdb';
import { amountValue, dateValue, isNoAmount, showsDecimal, typedValue, type AmountNotation } from '../../src/sources/scan';
import { quote } from '../../src/specs/sql-values';

let workDir: string;
let calculation: Calculation;

beforeAll(async () => {
  workDir = await mkdtemp(join(tmpdir(), 'meter-test-'));
  calculation = new Calculation({ workDir });
});

afterAll(async () => {
  await calculation.close();
  await rm(workDir, { recursive: true, force: true });
});

/** The value of an expression over one text. */
async function one(text: string | null, expression: (column: string) => string): Promise<string | null> {
  const { rows } = await calculation.execute(
    `SELECT CAST(${expression('t')} AS VARCHAR) FROM (SELECT ${text === null ? 'NULL::VARCHAR' : quote(text)} AS t)`,
  );
  return rows[0]?.[0] ?? null;
}

async function amount(text: string | null, notation: AmountNotation): Promise<string | null> {
  const bad = await one(text, (column) => isNoAmount(column, notation));
  return bad === 'true' ? 'no amount' : one(text, (column) => amountValue(column, notation));
}

describe('amounts', () => {
  it.each<[string | null, string]>([
    ['1234.56', '1234.56'],
    ['-0.05', '-0.05'],
    ['7', '7.00'],
    [null, '0.00'],
    ['9999999999999999.99', '9999999999999999.99'],
    ['12345678901234567.00', 'no amount'],
    ['1,234.56', 'no amount'],
    ['1.234', 'no amount'],
    [' 1.23', 'no amount'],
    ['1e3', 'no amount'],
    ['1.23-', 'no amount'],
  ])('written plainly: %s is %s', async (text, value) => {
    expect(await amount(text, { decimal: '.', form: 'plain' })).toBe(value);
    expect(await amount(text?.replace(/[.,]/g, (sign) => (sign === '.' ? ',' : '.')) ?? null, { decimal: ',', form: 'plain' })).toBe(value);
  });

  it.each<[string | null, string]>([
    ['1.234,56', '1234.56'],
    ['1.234', '1234.00'],
    ['-1.234.567,8', '-1234567.80'],
    ['1234,5-', '-1234.50'],
    ['1234,5+', '1234.50'],
    ['(12,50)', '-12.50'],
    ['+12,50', '12.50'],
    ['- 12,50', '-12.50'],
    ['\u00a01\u00a0234,50\t', '1234.50'],
    [',5', '0.50'],
    ['-,50', '-0.50'],
    ['', '0.00'],
    [null, '0.00'],
    ['999999999999999999,99', '999999999999999999.99'],
    ['1234567890123456789', 'no amount'],
    ['1.2345,00', 'no amount'],
    ['12.34', 'no amount'],
    ['1,234', 'no amount'],
    ['(12,50', 'no amount'],
    ['-12,50-', 'no amount'],
    ['--12,50', 'no amount'],
    ['12,50 EUR', 'no amount'],
    ['1e3', 'no amount'],
    ['NaN', 'no amount'],
    ['\u0661', 'no amount'],
    ['-', 'no amount'],
  ])('written in the ways of ledgers: %s is %s', async (text, value) => {
    expect(await amount(text, { decimal: ',', form: 'rich' })).toBe(value);
    expect(await amount(text?.replace(/[.,]/g, (sign) => (sign === '.' ? ',' : '.')) ?? null, { decimal: '.', form: 'rich' })).toBe(value);
  });

  it.each([
    ['1,5', ','],
    ['1.50-', '.'],
    ['1.234.567', ','],
    ['1,234,567.00', '.'],
    ['1.234', undefined],
    ['n.v.t.', undefined],
    ['12', undefined],
  ])('%s shows the decimal sign %s', async (text, sign) => {
    const shown = await Promise.all(
      (['.', ','] as const).map(async (candidate) =>
        (await one(text, (column) => showsDecimal(column, candidate))) === 'true' ? candidate : undefined,
      ),
    );
    expect(shown.filter((candidate) => candidate !== undefined)).toEqual(sign === undefined ? [] : [sign]);
  });
});

it.each([
  ['2026-03-01', '2026-03-01'],
  [' 2026-03-01T10:00:00 ', '2026-03-01'],
  ['01-03-2026', '2026-03-01'],
  ['1-3-2026', '2026-03-01'],
  ['01/03/2026 10:00', '2026-03-01'],
  ['1.3.2026', '2026-03-01'],
  ['20260301', '2026-03-01'],
  ['2026-02-30', null],
  ['31-02-2026', null],
  ['20261301', null],
  ['01-03-26', null],
  ['maart', null],
  ['', null],
  [null, null],
])('the date %s is %s', async (text, date) => {
  expect(await one(text, dateValue)).toBe(date);
});

it.each([
  ['12', '12'],
  [' 012 ', '12'],
  ['-3', '-3'],
  ['1.5', null],
  ['1e1', null],
  ['', null],
  ['9999999999999999999', null],
])('the whole number %s is %s', async (text, number) => {
  expect(await one(text, (column) => typedValue(column, { type: 'integer', class: 'geen' }, { decimal: '.', form: 'plain' }))).toBe(number);
});
