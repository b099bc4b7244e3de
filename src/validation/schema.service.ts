import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import type { OutputSpec } from '../specs/report-spec';
import type { Finding } from '../specs/finding';
import type { LoadedSpec } from '../specs/specs.service';
import { readErrorRules, schemaFinding } from './schema-errors';

const MOST_FINDINGS = 100;

/** Checks the bytes of a delivered file against the schema of its receiver, with the receiver's own error codes. */
export class SchemaService {
  async check(loaded: LoadedSpec, output: OutputSpec, content: Uint8Array): Promise<Finding[]> {
    if (!output.schema) return [];
    const schema = loaded.files.get(output.schema) ?? '';
    return output.format === 'xml' ? checkXml(schema, content) : checkJson(schema, errorTable(loaded, output), JSON.parse(new TextDecoder().decode(content)));
  }
}

function errorTable(loaded: LoadedSpec, output: OutputSpec): string {
  return output.errors ? (loaded.files.get(output.errors) ?? '') : '';
}

/** The unicode flag is off: a receiver's schema may hold a regular expression that a strict compiler refuses (decision 30). */
function checkJson(schema: string, errors: string, document: unknown): Finding[] {
  const ajv = addFormats(new Ajv({ strict: false, allErrors: true, unicodeRegExp: false }));
  const validate = ajv.compile(JSON.parse(schema) as object);
  if (validate(document)) return [];
  const rules = readErrorRules(errors);
  // A combination only repeats what its branches said.
  const own = (validate.errors ?? []).filter(({ keyword }) => !['oneOf', 'anyOf', 'allOf', 'if'].includes(keyword));
  return own.slice(0, MOST_FINDINGS).map((error) => schemaFinding(error, rules, document));
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
    return error.details.slice(0, MOST_FINDINGS).map(({ message, line }) => ({ id: 'SCHEMA', severity: 'error', key: { regel: String(line) }, message: `Regel ${line} voldoet niet aan het schema: ${message.trim()}` }));
  } finally {
    document.dispose();
    validator.dispose();
    xsd.dispose();
  }
}
