import { changedCells, deviationPercent, differenceOf } from '../../../src/reports/difference';
import { fingerprintText, type Judged } from '../../../src/reports/fingerprint';
import type { Figures } from '../../../src/reports/figures';

function figures(cells: Record<string, string>, part = 'lasten'): Figures {
  return { [part]: Object.entries(cells).map(([cell, value]) => ({ cell, value, exact: value })) };
}

describe('the difference between two versions', () => {
  it('names every cell that changed, the largest first, and adds up their sizes', () => {
    const changes = changedCells(figures({ a: '10', b: '5', c: '1' }), figures({ a: '12', b: '5', d: '-7' }));
    expect(differenceOf(changes)).toEqual({
      cells: 3,
      amount: '10',
      largest: [
        { cell: 'd', was: '0', becomes: '-7' },
        { cell: 'a', was: '10', becomes: '12' },
        { cell: 'c', was: '1', becomes: '0' },
      ],
    });
  });

  it('counts a changed text as a cell without an amount', () => {
    expect(differenceOf(changedCells(figures({ a: '0.3' }), figures({ a: 'n.v.t.' })))).toMatchObject({ cells: 1, amount: '0' });
  });

  it('is measured in percent of the part that moved most', () => {
    expect(deviationPercent(figures({ a: '1000' }), figures({ a: '1051' }))).toBe('5.1');
    expect(deviationPercent(figures({ a: '0' }), figures({ a: '1' }))).toBeUndefined();
  });
});

describe('a fingerprint', () => {
  const judged: Judged = {
    files: [{ name: 'a.json', sha256: 'f' }],
    figures: 'c',
    snapshots: [{ dataset: 'regels', sha256: 's', profile: 'p' }],
    spec: { id: 'x/y', version: '1', sha256: 'v' },
    mapping: 'm',
    findings: [{ id: 'A', severity: 'warning', message: 'tekst', value: undefined }],
    explanations: [{ place: 'A//{}', text: 'omdat', author: 'iemand' }],
    organisation: { 'contact.telefoon': '010', openbaar: 'false' },
  };

  it.each<[string, Partial<Judged>]>([
    ['a file', { files: [{ name: 'a.json', sha256: 'g' }] }],
    ['a figure', { figures: 'd' }],
    ['a snapshot', { snapshots: [{ dataset: 'regels', sha256: 't', profile: 'p' }] }],
    ['the spec', { spec: { id: 'x/y', version: '1', sha256: 'w' } }],
    ['the conversietabel', { mapping: null }],
    ['a finding', { findings: [] }],
    ['an explanation', { explanations: [{ place: 'A//{}', text: 'daarom', author: 'iemand' }] }],
    ['the contact', { organisation: { 'contact.telefoon': '020', openbaar: 'false' } }],
    ['what may be made public', { organisation: { 'contact.telefoon': '010', openbaar: 'true' } }],
  ])('is another when %s is', (_what, change) => {
    expect(fingerprintText({ ...judged, ...change })).not.toBe(fingerprintText(judged));
  });

  it('does not depend on the order of keys, nor on what is only absent', () => {
    const same = {
      ...judged,
      organisation: { openbaar: 'false', 'contact.telefoon': '010' },
      findings: [{ message: 'tekst', severity: 'warning' as const, id: 'A' }],
    };
    expect(fingerprintText(same)).toBe(fingerprintText(judged));
  });
});
