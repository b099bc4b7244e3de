export type XafVersion = '3.0' | '3.1' | '3.2' | '4.0';

export interface DetectedVersion {
  version: XafVersion;
  /** False for namespaces that occur in practice but are not the published one. */
  official: boolean;
}

const TAX_OFFICE = 'http://www.odb.belastingdienst.nl';
const AUTHORS = 'http://www.auditfiles.nl/XAF';

/** Only the namespace counts: file names and version attributes in the field are wrong too often. */
const NAMESPACES = new Map<string, DetectedVersion>([
  [`${AUTHORS}/3.0`, { version: '3.0', official: false }],
  [`${AUTHORS}/3.1`, { version: '3.1', official: true }],
  [`${AUTHORS}/3.2`, { version: '3.2', official: true }],
  [`${TAX_OFFICE}/Belastingdienst/BCPP/1.0/structures/XmlAuditfileFinancieel3.2.1`, { version: '3.2', official: true }],
  [`${TAX_OFFICE}/Belastingdienst/BCPP/1.1/structures/XmlauditfileXAF_4.0`, { version: '4.0', official: true }],
  [`${TAX_OFFICE}/XAF/4.0`, { version: '4.0', official: false }],
  [`${AUTHORS}/4.0`, { version: '4.0', official: false }],
]);

export function detectVersion(namespace: string): DetectedVersion | undefined {
  return NAMESPACES.get(namespace.trim());
}
