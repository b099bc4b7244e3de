import Ajv, { type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import type { OutputSpec } from '../specs/report-spec';
import type { Finding } from '../specs/finding';
import type { LoadedSpec } from '../specs/specs.service';
import { readErrorRules, schemaFinding } from './schema-errors';

const MOST_FINDINGS = 100;

/** Checks a delivered file against the schema of its receiver, with the receiver's own error codes. */
export class SchemaService {
  async check(loaded: LoadedSpec, output: OutputSpec, content: Uint8Array): Promise<Finding[]> {
    if (!output.schema) return [];
    return this.checkJson(loaded, output, JSON.parse(new TextDecoder().decode(content)));
  }

  private checkJson(loaded: LoadedSpec, output: OutputSpec, plain: unknown): Finding[] {
    const schema = JSON.parse(loaded.files.get(output.schema ?? '') ?? '{}') as object;
    const ajv = addFormats(new Ajv({ strict: false, allErrors: true, unicodeRegExp: false }));
    const validate = ajv.compile(schema);
    if (validate(plain)) return [];
    const rules = readErrorRules(output.errors ? (loaded.files.get(output.errors) ?? '') : '');
    return (validate.errors ?? []).filter(isOwn).slice(0, MOST_FINDINGS).map((error) => schemaFinding(error, rules, plain));
  }
}

/** A combination only repeats what its branches said. */
function isOwn(error: ErrorObject): boolean {
  return !['oneOf', 'anyOf', 'allOf', 'if'].includes(error.keyword);
}
