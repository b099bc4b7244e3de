/** The demo writes this field on the organisation that it makes up; pages say so wherever its figures stand. */
export function isDemo({ fields }: { fields: Readonly<Record<string, unknown>> }): boolean {
  return fields.demo === 'true' || fields.demo === true;
}
