import { canonicalJson } from '../audit/canonical-json';
import type { Finding } from '../specs/finding';

/** The same for the same problem in the same place, whatever its amount: by this an explanation moves along to the next version. */
export function placeOf({ id, part, key }: Pick<Finding, 'id' | 'part' | 'key'>): string {
  return `${id}/${part ?? ''}/${canonicalJson(key ?? {})}`;
}

/** What an explanation is about; when this changes somebody must look again. */
export function valueOf({ value, numerator, rows }: Finding): string | null {
  return value ?? numerator ?? (rows ? String(rows.count) : null);
}
