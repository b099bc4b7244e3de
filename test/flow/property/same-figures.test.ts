import fc from 'fast-check';
import type { ReportRun } from '../../../src/cli/report-run.service';
import { deliveredText, specFacts, withReport, type Booking, type SpecFacts } from '../../support/report-run';
import { RandomSource } from '../../support/random-source';
import { PATTERNS, post, type Posting } from '../../support/standard-postings';

let facts: SpecFacts;

beforeAll(async () => {
  facts = await specFacts();
});

function postings(most: number): fc.Arbitrary<Posting[]> {
  const taakveld = fc.constantFrom(...(facts.lists.get('taakveld')?.leaves ?? []));
  const posting = fc.record({
    pattern: fc.constantFrom(...Object.keys(PATTERNS)),
    taakveld,
    cents: fc.bigInt({ min: -100_000_000_000n, max: 100_000_000_000n }),
    period: fc.integer({ min: 1, max: 12 }),
  });
  return fc.array(posting, { minLength: 1, maxLength: most });
}

/** Some bookings as two that add up to them, with amounts of any sign. */
function split(bookings: Booking[], random: RandomSource): Booking[] {
  return bookings.flatMap((booking) => {
    if (random.below(2) === 0) return [booking];
    const part = BigInt(random.below(1_000_000) - 500_000);
    const [debit, credit] = booking.debit === 0n ? [0n, part] : [part, 0n];
    return [
      { ...booking, debit, credit },
      { ...booking, debit: booking.debit - debit, credit: booking.credit - credit },
    ];
  });
}

it('the order of the lines, a line in two parts and the number of threads change no byte of the delivery', async () => {
  await fc.assert(
    fc.asyncProperty(postings(60), fc.integer({ min: 1 }), async (given, seed) => {
      const random = new RandomSource(seed);
      const { bookings, rules } = post(given, random);
      const first = await withReport(facts, { bookings, rules }, deliveredText);
      expect(
        await withReport(facts, { bookings: random.shuffled(bookings), rules: random.shuffled(rules) }, deliveredText, { threads: 1 }),
      ).toBe(first);
      expect(await withReport(facts, { bookings: split(bookings, random), rules }, deliveredText)).toBe(first);
    }),
    { numRuns: 8 },
  );
}, 120_000);

it('a ledger that keeps several threads busy gives the same files, findings and controls on one', async () => {
  const random = new RandomSource(20);
  const taakvelden = [...(facts.lists.get('taakveld')?.leaves ?? [])];
  const many = Array.from({ length: 40_000 }, () => ({
    pattern: random.pick(Object.keys(PATTERNS)),
    taakveld: random.pick(taakvelden),
    cents: BigInt(random.below(1_000_000)),
    period: 1 + random.below(12),
  }));
  const given = post(many, random);
  const text = (run: ReportRun): string =>
    JSON.stringify({ delivered: deliveredText(run), findings: run.findings, controls: run.controls });
  const [one, two] = [await withReport(facts, given, text, { threads: 1 }), await withReport(facts, given, text, { threads: 2 })];
  expect(two).toBe(one);
}, 120_000);

/** Exact sums of lasten and balans_lasten minus baten and balans_baten, by group of categories, before any rounding. A result that is not booked but derived has no counterpart on the balance. */
async function gaps({ bench }: ReportRun): Promise<Record<string, string>> {
  const group = `CASE WHEN starts_with(categorie, '7') THEN categorie ELSE '1-6' END`;
  const part = (name: string, sign: string): string =>
    `SELECT ${group} AS reeks, ${sign}bedrag_exact AS bedrag FROM ${name} WHERE _facts > 0`;
  const all = [part('lasten', ''), part('balans_lasten', ''), part('baten', '-'), part('balans_baten', '-')].join(' UNION ALL ');
  const rows = await bench.calculation.rows(`SELECT reeks, sum(bedrag) AS gap FROM (${all}) GROUP BY 1 ORDER BY 1`);
  return Object.fromEntries(rows.filter(({ gap }) => Number(gap) !== 0).map(({ reeks, gap }) => [reeks ?? '', gap ?? '']));
}

it('books that follow the standard patterns balance to the cent, for categories 1 to 6 and for each of 7.1 to 7.5', async () => {
  await fc.assert(
    fc.asyncProperty(
      postings(120),
      fc.integer({ min: 1 }),
      fc.constantFrom('2026-Q1', '2026-Q3', '2026-Q4', '2026-jaarrekening'),
      async (given, seed, period) => {
        const random = new RandomSource(seed);
        const found = await withReport(
          facts,
          post(given, random),
          async (run) => ({ gaps: await gaps(run), ids: run.findings.map(({ id }) => id) }),
          { period },
        );
        expect(found.gaps).toEqual({});
        for (const id of ['TOEWIJZING-ONTBREEKT', 'TOEWIJZING-GEWEIGERD', 'AANSLUITING', 'BRON-BALANS', 'DF001', 'DF002', 'DF003'])
          expect(found.ids).not.toContain(id);
      },
    ),
    { numRuns: 12 },
  );
}, 120_000);
