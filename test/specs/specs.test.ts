import { join } from 'node:path';
import { lintVersion, runExamples, uncoveredChecks } from '../../src/cli/spec.command';
import { SpecsService } from '../../src/specs/specs.service';

const specs = new SpecsService(join(__dirname, '../../report-specs'));

describe('every report spec', () => {
  jest.setTimeout(300_000);

  it('is found', async () => {
    const ids = (await specs.list()).map(({ id, version }) => `${id} ${version}`);
    expect(ids).toEqual(
      expect.arrayContaining([
        'provincie/huisvesting-vergunninghouders 2024-H1',
        'rijk/cbs-iv3-gemeente 2025',
        'rijk/cbs-iv3-gemeente 2026',
      ]),
    );
  });

  it('lints without a problem', async () => {
    for (const { folder } of await specs.list()) expect(await lintVersion(specs, folder)).toEqual([]);
  });

  it('holds in all its examples, and every check has one that passes and one that fails', async () => {
    for (const { folder } of await specs.list()) {
      const results = await runExamples(specs, folder);
      expect(results.length).toBeGreaterThan(0);
      expect(results.flatMap(({ name, differences }) => differences.map((difference) => `${name}: ${difference}`))).toEqual([]);
      expect(await uncoveredChecks(specs, folder, results)).toEqual([]);
    }
  });
});
