#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import type { GenerateOptions } from './cli/generate.command';
import type { MappingOptions } from './cli/mapping.command';
import { addServiceCommands } from './cli/service.command';
import type { TraceOptions } from './cli/trace.command';
import type { ValidateOptions } from './cli/validate.command';

/** `meter`: the command line. Everything heavier than commander is loaded by the command that needs it. */
const program = new Command('meter').description('De slimme meter voor de verantwoording van gemeenten.').exitOverride();

function many(value: string, earlier: string[]): string[] {
  return [...earlier, value];
}

program
  .command('generate')
  .description('bouwt een rapportage uit bestanden en schrijft levering, bevindingen en manifest')
  .requiredOption('--spec <id>', 'specificatie; "meter spec list" toont ze')
  .requiredOption('--period <periode>', 'periode van de specificatie, bijvoorbeeld JJJJ-Q3')
  .requiredOption('--organisation <bestand>', 'gegevens van de organisatie (YAML)')
  .option('--source <[dataset=]bestand>', 'bron: CSV of auditfile; mag vaker', many, [])
  .option('--mapping <bestand>', 'conversietabel (CSV), als de specificatie er een heeft')
  .requiredOption('--out <map>', 'map voor de uitkomst')
  .option('--values <bestand>', 'waarden die niet uit de bron volgen (CSV)')
  .option('--previous <manifest>', 'manifest van een eerdere levering; mag vaker', many, [])
  .option('--datum <moment>', 'moment van de levering (ISO met zone); standaard nu')
  .option('--archive', 'bewaart de gelezen bron als Parquet in map/snapshot')
  .option('--json', 'schrijft manifest en bevindingen als JSON naar de uitvoer')
  .option('--delimiter <teken>', 'scheidingsteken van de bron')
  .option('--decimal <teken>', 'decimaalteken van de bron: . of ,')
  .option('--encoding <naam>', 'utf-8 of windows-1252')
  .action(async (options: GenerateOptions) => {
    const { openCalculationRoom } = await import('./platform/calculation-session.js');
    const started = openCalculationRoom();
    const { generate } = await import('./cli/generate.command.js');
    return finish(generate(options, started));
  });

program
  .command('validate')
  .description('controleert een levering die elders is gemaakt, met de regels van de ontvanger')
  .argument('<bestand>', 'de levering')
  .requiredOption('--spec <id>', 'specificatie; "meter spec list" toont ze')
  .requiredOption('--period <periode>', 'periode waarover het bestand zou moeten gaan')
  .option('--findings <bestand>', 'schrijft de bevindingen als JSON naar dit bestand')
  .action(async (file: string, options: ValidateOptions) => {
    const { validate } = await import('./cli/validate.command.js');
    return finish(validate(file, options));
  });

program
  .command('trace')
  .description('toont de boekingen achter een cijfer, hun exacte som en de afronding')
  .argument('<manifest>', 'manifest.json van de rapportage')
  .requiredOption('--part <onderdeel>', 'onderdeel van de rapportage')
  .option('--key <sleutel>', 'kolom=code,kolom=code')
  .option('--csv', 'schrijft CSV')
  .action(async (manifest: string, options: TraceOptions) => {
    const { trace } = await import('./cli/trace.command.js');
    return finish(trace(manifest, options));
  });

program
  .command('rebuild')
  .description('maakt een rapportage opnieuw en vergelijkt de bytes')
  .argument('<manifest>', 'manifest.json van de rapportage')
  .action(async (manifest: string) => {
    const { rebuild } = await import('./cli/rebuild.command.js');
    return finish(rebuild(manifest));
  });

const spec = program.command('spec').description('specificaties bekijken, controleren en beproeven');
spec
  .command('list')
  .description('toont de specificaties en hun versies')
  .action(async () => {
    const { listSpecs } = await import('./cli/spec.command.js');
    return finish(listSpecs());
  });
spec
  .command('lint')
  .description('controleert specificaties op vorm, namen en SQL')
  .argument('[id]', 'een specificatie, eventueel met /versie')
  .action(async (id: string | undefined) => {
    const { lintSpecs } = await import('./cli/spec.command.js');
    return finish(lintSpecs(id));
  });
spec
  .command('test')
  .description('voert alle voorbeelden uit')
  .argument('[id]', 'een specificatie, eventueel met /versie')
  .action(async (id: string | undefined) => {
    const { testSpecs } = await import('./cli/spec.command.js');
    return finish(testSpecs(id));
  });

spec
  .command('import')
  .description('maakt van het definitiebestand van de ontvanger een versie van de specificatie')
  .argument('<id>', 'specificatie met importregels')
  .argument('<bestand>', 'definitiebestand (JSON)')
  .action(async (id: string, file: string) => {
    const { importSpec } = await import('./cli/spec-import.command.js');
    return finish(importSpec(id, file));
  });

const mapping = program.command('mapping').description('conversietabellen bekijken');
mapping
  .command('explain')
  .description('zegt welke regel van een conversietabel wint voor een sleutel')
  .argument('<bestand>', 'conversietabel (CSV)')
  .requiredOption('--spec <id>', 'specificatie')
  .requiredOption('--period <periode>', 'periode')
  .requiredOption('--key <sleutel>', 'rekening,kostenplaats,kostensoort')
  .action(async (file: string, options: MappingOptions & { key: string }) => {
    const { explainMapping } = await import('./cli/mapping.command.js');
    return finish(explainMapping(file, options));
  });
mapping
  .command('diff')
  .description('zegt wat er tussen twee conversietabellen is veranderd')
  .argument('<oud>', 'conversietabel (CSV)')
  .argument('<nieuw>', 'conversietabel (CSV)')
  .requiredOption('--spec <id>', 'specificatie')
  .requiredOption('--period <periode>', 'periode')
  .action(async (before: string, after: string, options: MappingOptions) => {
    const { diffMappings } = await import('./cli/mapping.command.js');
    return finish(diffMappings(before, after, options));
  });

addServiceCommands(program, mapping, finish);

/** The exit codes are a contract: 0 fine, 1 errors in the data, 2 unusable input or usage. */
async function finish(code: Promise<number>): Promise<void> {
  process.exitCode = await code;
}

// A reader that has seen enough, such as `head`, is no error.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 2));

program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
    return;
  }
  process.exitCode = 2;
  const describe = (error as { describe?: () => string }).describe;
  if (error instanceof Error && typeof describe === 'function') process.stderr.write(`${describe.call(error)}\n`);
  else process.stderr.write(`Onverwachte fout: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
});
