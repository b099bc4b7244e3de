import * as fc from 'fast-check';
import { MOVES, refusedMove, STATUSES, STEPS, tableProblems, type MoveName, type ReportStatus } from '../../../src/reports/report-status';

const moves = Object.keys(MOVES) as MoveName[];

describe('the life of a report', () => {
  it('is sound: every status known, reachable and left again, and every step handled once', () => {
    expect(tableProblems(STEPS)).toEqual([]);
  });

  it('would show a step without a handler, with two, and a handler without a step', () => {
    expect(tableProblems(STEPS.slice(1))).toEqual(['the step "collect" must have exactly one handler']);
    expect(tableProblems([...STEPS, 'collect'])).toEqual(['the step "collect" must have exactly one handler']);
    expect(tableProblems([...STEPS, 'print'])).toEqual(['there is a handler for "print", which no status asks for']);
  });

  it('would show a status that is unknown, out of reach, or a dead end', () => {
    const { approve: _approve, ...without } = MOVES;
    expect(tableProblems(STEPS, without)).toContain('no move leads to the status "approved"');
    const odd = { ...MOVES, lose: { from: ['planned'], to: 'lost', by: 'worker' } } as never;
    expect(tableProblems(STEPS, odd)).toContain('the status "lost" is not known');
    const stuck = Object.fromEntries(
      Object.entries(MOVES).filter(([, { from }]) => !(from as readonly ReportStatus[]).includes('blocked')),
    ) as never;
    expect(tableProblems(STEPS, stuck)).toContain('no move leads out of the status "blocked"');
  });

  it('leaves decisions to people', () => {
    expect(refusedMove('approve', 'reviewed', false)).toBeUndefined();
    expect(refusedMove('send-back', 'in-review', false)).toBe('person');
    expect(refusedMove('approve', 'in-review', true)).toBe('status');
    expect(refusedMove('withdraw', 'delivered', true)).toBe('status');
  });

  it('never delivers what was not reviewed and approved, whatever happens in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...moves), { maxLength: 60 }), (attempts) => {
        let status: ReportStatus = 'planned';
        let [reviewed, approved] = [false, false];
        for (const name of attempts) {
          if (refusedMove(name, status, true) !== undefined) continue;
          status = MOVES[name].to;
          if (name === 'review') reviewed = true;
          if (name === 'approve') approved = reviewed;
          if (['collected', 'in-review', 'blocked'].includes(status)) [reviewed, approved] = [false, false];
          if (name === 'deliver' && !approved) return false;
        }
        return STATUSES.includes(status);
      }),
      { numRuns: 2000 },
    );
  });
});
