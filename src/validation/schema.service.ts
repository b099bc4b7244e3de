import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { OutputSpec } from '../specs/report-spec';
import type { Finding } from '../specs/finding';
import type { LoadedSpec } from '../specs/specs.service';
import { readErrorRules, schemaFinding } from './schema-errors';

const MOST_FINDINGS = 100;

/** Checks the bytes of a delivered file against the schema of its receiver, with the receiver's own error codes. */
export class SchemaService {
  private readonly compiled = new Map<string, ValidateFunction>();

  /** Compiles the JSON schemas of a spec; worth doing while something else is waited for. */
  warm({ spec, files }: LoadedSpec): void {
    for (const { format, schema } of Object.values(spec.outputs)) if (format === 'json' && schema) this.validator(files.get(schema) ?? '');
  }

  async check(loaded: LoadedSpec, output: OutputSpec, content: Uint8Array): Promise<Finding[]> {
    if (!output.schema) return [];
    const schema = loaded.files.get(output.schema) ?? '';
    return output.format === 'xml'
      ? checkXml(schema, content)
      : this.checkJson(schema, errorTable(loaded, output), JSON.parse(new TextDecoder().decode(content)));
  }

  private checkJson(schema: string, errors: string, document: unknown): Finding[] {
    const validate = this.validator(schema);
    if (validate(document)) return [];
    const rules = readErrorRules(errors);
    // A combination only repeats what its branches said.
    const own = (validate.errors ?? []).filter(({ keyword }) => !['oneOf', 'anyOf', 'allOf', 'if'].includes(keyword));
    return own.slice(0, MOST_FINDINGS).map((error) => schemaFinding(error, rules, document));
  }

  /** The unicode flag is off: a receiver's schema may hold a regular expression that a strict compiler refuses (decision 30). */
  private validator(schema: string): ValidateFunction {
    let validate = this.compiled.get(schema);
    if (!validate) {
      validate = addFormats(new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })).compile(JSON.parse(schema) as object);
      this.compiled.set(schema, validate);
    }
    return validate;
  }
}

function errorTable(loaded: LoadedSpec, output: OutputSpec): string {
  return output.errors ? (loaded.files.get(output.errors) ?? '') : '';
}

/** libxml2 has no network here; a schema that imports another one is refused by it. */
async function checkXml(schema: string, content: Uint8Array): Promise<Finding[]> {
  const { XmlDocument, XsdValidator, XmlValidateError } = await import('libxml2-wasm');
  const xsd = XmlDocument.fromString(schema);
  const validator = XsdValidator.fromDoc(xsd);
  const document = XmlDocument.fromBuffer(content);
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlValidateError)) throw error;
    return error.details.slice(0, MOST_FINDINGS).map(({ message, line }) => ({
      id: 'SCHEMA',
      severity: 'error',
      key: { regel: String(line) },
      message: `Regel ${line} voldoet niet aan het schema: ${message.trim()}`,
    }));
  } finally {
    document.dispose();
    validator.dispose();
    xsd.dispose();
  }
}
