import { isId, newId } from '../../../src/platform/ids';

describe('an identifier', () => {
  it('is a UUID of version 7 that begins with the time', () => {
    const id = newId(Date.parse('2100-01-01T00:00:00Z'));
    expect(isId(id)).toBe(true);
    expect(parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.parse('2100-01-01T00:00:00Z'));
  });

  it('ascends within a millisecond and when the clock is set back', () => {
    const later = Date.parse('2100-01-02T00:00:00Z');
    const ids = [...Array.from({ length: 10_000 }, () => newId(later)), newId(later - 5000)];
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(['', 'x', '0190b5f2-6d1e-4abc-8def-0123456789ab', "0190b5f2-6d1e-7abc-8def-0123456789ab'"])('is not %p', (text) => {
    expect(isId(text)).toBe(false);
  });
});
