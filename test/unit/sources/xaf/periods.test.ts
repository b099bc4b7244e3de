import { PeriodTable, plainDate } from '../../../../src/sources/xaf/periods';

function aTable(): PeriodTable {
  const table = new PeriodTable();
  table.add('501', '2026-05-01', '2026-05-31');
  table.add('mei', '2026-05-01', '2026-05-31');
  table.add('Q1', '2026-01-01', '2026-03-31');
  return table;
}

describe('the period of a booking', () => {
  it.each([
    ['3', '2026-01-01', '3'],
    ['01', '2026-02-01', '1'],
    ['0', '2026-01-01', '0'],
    ['13', '2026-12-31', '13'],
    ['501', '2026-01-01', '5'],
    ['502', '2026-01-01', '502'],
    ['mei', '2026-01-01', '5'],
    ['Q1', '2026-02-15', '2'],
    ['', '2026-04-30', '4'],
    ['xx', '', 'xx'],
  ])('number "%s" on %s is period %s', (number, date, period) => {
    expect(aTable().resolve(number, date)).toBe(period);
  });

  it.each([
    ['2026-01-01', '2026-01-01'],
    ['2026-01-01+01:00', '2026-01-01'],
    ['2026-01-01Z', '2026-01-01'],
    ['2026-01-01T00:00:00', '2026-01-01'],
    ['01-02-2026', '01-02-2026'],
    ['', ''],
  ])('date "%s" is read as "%s"', (text, date) => {
    expect(plainDate(text)).toBe(date);
  });
});
