import type { Command } from 'commander';
import type { MappingImportOptions } from './mapping-import.command';
import type { SourceOptions } from './source.command';
import type { NewUserOptions } from './user.command';

type Finish = (code: Promise<number>) => Promise<void>;

const AS = ['--as <inlognaam>', 'wie dit doet'] as const;
const REPORT = ['<levering>', 'nummer van de levering, of haar periode'] as const;

function many(value: string, earlier: string[]): string[] {
  return [...earlier, value];
}

/** The commands that work on the database of the service. Like all others they load what they need when they run. */
export function addServiceCommands(program: Command, mapping: Command, finish: Finish): void {
  addPeople(program, finish);
  addInputs(program, mapping, finish);
  const report = program.command('report').description('leveringen in de dienst: openen, bekijken, beoordelen, verzenden');
  addLooking(report, finish);
  addDeciding(report, finish);
}

function addPeople(program: Command, finish: Finish): void {
  const user = program.command('user').description('mensen en hun rollen');
  user
    .command('add <inlognaam>')
    .description('maakt een gebruiker en toont eenmalig zijn token')
    .requiredOption('--name <naam>', 'naam')
    .requiredOption('--organisation <code>', 'organisatie, bijvoorbeeld GM9999')
    .requiredOption('--role <rol>', 'beoordelaar, goedkeurder, toewijzer, accountant of techniek; mag vaker', many, [])
    .option('--email <adres>', 'e-mailadres')
    .action(async (login: string, options: NewUserOptions) => finish((await import('./user.command.js')).addUser(login, options)));
  user
    .command('token <inlognaam>')
    .description('geeft een gebruiker een nieuw token en toont het eenmalig')
    .action(async (login: string) => finish((await import('./user.command.js')).addToken(login)));
  const organisation = program.command('organisation').description('organisaties');
  organisation
    .command('add <bestand>')
    .description('maakt een organisatie van een YAML-bestand')
    .action(async (file: string) => finish((await import('./organisation.command.js')).addOrganisation(file)));
  const audit = program.command('audit').description('logboek');
  audit
    .command('verify')
    .description('controleert de keten van het logboek')
    .option('--head <schakel>', 'een eerder genoteerde laatste schakel')
    .action(async (options: { head?: string }) => finish((await import('./audit.command.js')).verifyAudit(options)));
}

function addInputs(program: Command, mapping: Command, finish: Finish): void {
  mapping
    .command('import <bestand>')
    .description('stelt een conversietabel vast en zegt per regel wat er verandert')
    .requiredOption('--spec <id>', 'specificatie')
    .requiredOption('--period <periode>', 'periode waarvan de codes gelden')
    .requiredOption('--organisation <code>', 'organisatie')
    .option('--valid-from <datum>', 'eerste dag')
    .option('--valid-to <datum>', 'laatste dag')
    .option('--note <tekst>', 'aantekening')
    .requiredOption(...AS)
    .action(async (file: string, options: MappingImportOptions) =>
      finish((await import('./mapping-import.command.js')).importMapping(file, options)),
    );
  const source = program.command('source').description('bronnen');
  source
    .command('add <bestand>')
    .description('wijst een bestand aan als bron')
    .requiredOption('--spec <id>', 'specificatie')
    .requiredOption('--period <periode>', 'periode')
    .requiredOption('--organisation <code>', 'organisatie')
    .option('--dataset <naam>', 'gegevensset; standaard de eerste die nodig is')
    .option('--every-period', 'geldt voor elke periode die geen eigen bron heeft')
    .option('--path', 'bewaart het bestand niet, maar leest het bij elke meting opnieuw')
    .requiredOption(...AS)
    .action(async (file: string, options: SourceOptions) => finish((await import('./source.command.js')).addSource(file, options)));
}

function addLooking(report: Command, finish: Finish): void {
  report
    .command('open')
    .description('opent een levering')
    .requiredOption('--organisation <code>', 'organisatie')
    .requiredOption('--spec <id>', 'specificatie')
    .requiredOption('--period <periode>', 'periode')
    .requiredOption(...AS)
    .action(async (options: { organisation: string; spec: string; period: string; as: string }) =>
      finish((await import('./report.command.js')).openReport(options)),
    );
  report
    .command('list')
    .description('toont de leveringen van uw organisaties')
    .requiredOption(...AS)
    .action(async (options: { as: string }) => finish((await import('./report.command.js')).listReports(options)));
  report
    .command('show')
    .description('toont een levering met haar bevindingen')
    .argument(...REPORT)
    .requiredOption(...AS)
    .action(async (named: string, options: { as: string }) => finish((await import('./report.command.js')).showReport(named, options)));
  report
    .command('measure')
    .description('vraagt een nieuwe meting van de bronnen')
    .argument(...REPORT)
    .option('--again', 'dezelfde bronnen met de conversietabel van nu')
    .requiredOption(...AS)
    .action(async (named: string, options: { as: string; again?: boolean }) =>
      finish((await import('./report.command.js')).measureReport(named, options)),
    );
  report
    .command('explain')
    .description('licht een bevinding toe')
    .argument(...REPORT)
    .requiredOption('--finding <code>', 'code van de bevinding')
    .requiredOption('--text <tekst>', 'toelichting, 10 tot 2000 tekens')
    .requiredOption(...AS)
    .action(async (named: string, options: { as: string; finding: string; text: string }) =>
      finish((await import('./report.command.js')).explainFinding(named, options)),
    );
}

function addDeciding(report: Command, finish: Finish): void {
  const load = () => import('./report-decision.command.js');
  report
    .command('review')
    .description('meldt een meting gereed, of geeft haar terug')
    .argument(...REPORT)
    .option('--back <reden>', 'geeft terug')
    .requiredOption(...AS)
    .action(async (named: string, options: { as: string; back?: string }) => finish((await load()).reviewReport(named, options)));
  report
    .command('approve')
    .description('keurt goed als tweede persoon, of geeft terug')
    .argument(...REPORT)
    .option('--fingerprint <vingerafdruk>', 'wat u goedkeurt; "meter report show" toont hem')
    .option('--remark <tekst>', 'opmerking')
    .option('--back <reden>', 'geeft terug')
    .requiredOption(...AS)
    .action(async (named: string, options: { as: string; fingerprint?: string; remark?: string; back?: string }) =>
      finish((await load()).approveReport(named, options)),
    );
  report
    .command('deliver')
    .description('schrijft de goedgekeurde bestanden om aan te bieden, of verzendt opnieuw')
    .argument(...REPORT)
    .option('--out <map>', 'map voor de bestanden')
    .requiredOption(...AS)
    .action(async (named: string, options: { as: string; out?: string }) => finish((await load()).deliverReport(named, options)));
  report
    .command('receipt')
    .description('legt het antwoord van de ontvanger vast')
    .argument(...REPORT)
    .option('--number <nummer>', 'ontvangstnummer')
    .option('--verdict <oordeel>', 'geaccepteerd of teruggestuurd')
    .option('--text <tekst>', 'woorden van de ontvanger')
    .requiredOption(...AS)
    .action(async (named: string, options: { as: string; number?: string; verdict?: string; text?: string }) =>
      finish((await load()).registerReceipt(named, options)),
    );
  report
    .command('withdraw')
    .description('trekt een levering in')
    .argument(...REPORT)
    .requiredOption(...AS)
    .action(async (named: string, options: { as: string }) => finish((await load()).withdrawReport(named, options)));
}
