import { canonicalJson } from '../../../src/audit/canonical-json';

describe('canonical JSON', () => {
  it('is the same text whatever the order of the keys', () => {
    expect(canonicalJson({ b: [1, 'é"'], a: { d: null, c: true } })).toBe('{"a":{"c":true,"d":null},"b":[1,"é\\""]}');
    expect(canonicalJson({ a: '1', b: '2' })).toBe(canonicalJson({ b: '2', a: '1' }));
  });

  it('refuses a number that can be written in more than one way', () => {
    expect(() => canonicalJson({ a: 0.1 })).toThrow('no single way');
  });
});
